package org.tinypixel.web.track;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/** What the tracking addresses could not do, counted since this node started. */
@ApplicationScoped
public class TrackCounts {
    private final LongAdder notStored = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder badPixels = new LongAdder();
    private final LongAdder badLinks = new LongAdder();

    /** Hits that were answered and could not be stored. */
    public long notStored() {
        return notStored.sum();
    }

    /** Hits that were answered before they were surely stored, because storing took too long; most are stored later. */
    public long late() {
        return late.sum();
    }

    /** Requests to a pixel address without a token of ours. */
    public long badPixels() {
        return badPixels.sum();
    }

    /** Requests to a link address without a token of ours, or with another destination than the signed one. */
    public long badLinks() {
        return badLinks.sum();
    }

    void countNotStored() {
        notStored.increment();
    }

    void countLate() {
        late.increment();
    }

    void countBadPixel() {
        badPixels.increment();
    }

    void countBadLink() {
        badLinks.increment();
    }
}
