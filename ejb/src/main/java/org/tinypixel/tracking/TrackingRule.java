package org.tinypixel.tracking;

import org.jspecify.annotations.Nullable;

/** Decides what one copy may carry. Pure: the same arguments give the same decision. */
final class TrackingRule {
    /**
     * The decision.
     *
     * @param views whether the copy also gets the held picture, which tells how long it was on screen; only beside a pixel
     * @param notTracked why there is no pixel, as a phrase behind "Not tracked: "; null where there is one
     */
    record Verdict(
            boolean opens,
            boolean clicks,
            boolean views,
            @Nullable String notTracked) {
        /** Without a held picture. */
        Verdict(boolean opens, boolean clicks, @Nullable String notTracked) {
            this(opens, clicks, false, notTracked);
        }
    }

    private static final String OFF = "switched off for this mail";

    private TrackingRule() {}

    /**
     * A refusal wins over everything, then the mail's own switches, then what is possible at all.
     *
     * @param refusal why the recipient must not be tracked; null where nothing speaks against it
     * @param switches what the sender asked for; null for the usual, which is both
     * @param obstacle why this mail cannot carry a pixel or other links; null where it can
     */
    static Verdict decide(@Nullable String refusal, NewMessage.@Nullable Track switches, @Nullable String obstacle) {
        return decide(refusal, switches, obstacle, false);
    }

    /**
     * The same.
     *
     * @param viewTime whether a mail that says nothing of it gets the held picture beside its pixel
     */
    static Verdict decide(
            @Nullable String refusal,
            NewMessage.@Nullable Track switches,
            @Nullable String obstacle,
            boolean viewTime) {
        if (refusal != null) {
            return none(refusal);
        }
        if (switches != null && Boolean.TRUE.equals(switches.anonymous())) {
            // Counting without persons is not built; counting persons instead would be the opposite of what was asked
            // for.
            return none("anonymous counting was asked for, and this version has none");
        }
        var opens = switches == null || !Boolean.FALSE.equals(switches.opens());
        var clicks = switches == null || !Boolean.FALSE.equals(switches.clicks());
        if (!opens && !clicks) {
            return none(OFF);
        }
        if (obstacle != null) {
            return none(opens ? obstacle : OFF);
        }
        var asked = switches == null ? null : switches.viewTime();
        var views = opens && (asked == null ? viewTime : asked);
        return new Verdict(opens, clicks, views, opens ? null : OFF);
    }

    /** What two places ask for together: what one of them switches off is off. */
    static NewMessage.@Nullable Track both(NewMessage.@Nullable Track one, NewMessage.@Nullable Track other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new NewMessage.Track(
                both(one.opens(), other.opens()),
                both(one.clicks(), other.clicks()),
                both(one.viewTime(), other.viewTime()),
                (Boolean.TRUE.equals(one.anonymous()) || Boolean.TRUE.equals(other.anonymous())) ? Boolean.TRUE : null);
    }

    private static @Nullable Boolean both(@Nullable Boolean one, @Nullable Boolean other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one && other;
    }

    /** The switches for a follow-up: what was switched off for the mail that it answers stays off. */
    static NewMessage.@Nullable Track sameAs(StoredCopy answered) {
        return OFF.equals(answered.notTracked())
                ? new NewMessage.Track(false, !answered.links().isEmpty(), null, null)
                : null;
    }

    private static Verdict none(String reason) {
        return new Verdict(false, false, reason);
    }
}
