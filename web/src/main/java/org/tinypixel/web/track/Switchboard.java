package org.tinypixel.web.track;

import org.jspecify.annotations.Nullable;

/** Where the handler, made by the web server, finds what the container makes a moment later, and before any request is let in. */
final class Switchboard {
    static final String NAME = Switchboard.class.getName();

    private volatile @Nullable Tracking tracking;

    void connect(@Nullable Tracking live) {
        tracking = live;
    }

    @Nullable
    Tracking tracking() {
        return tracking;
    }
}
