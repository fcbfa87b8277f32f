package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.HitKind;

/** A one-click unsubscribe (RFC 8058) counts whoever sends it: mail providers post it for their readers, with any agent. It says nothing about an open. */
final class OneClickRule implements SingleRule {
    private static final Opinion UNSUBSCRIBED = Opinion.human(
            Confidence.HIGH, "one-click-unsubscribe", "The recipient, or their mail provider for them, unsubscribed.");

    @Override
    public List<Opinion> opinions() {
        return List.of(UNSUBSCRIBED);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var posted = sight.hit().kind() == HitKind.UNSUBSCRIBE
                && sight.hit().method().equals("POST");
        return posted ? UNSUBSCRIBED : null;
    }
}
