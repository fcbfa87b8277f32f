package org.tinypixel.tracking;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;

/**
 * What was decided for one copy, with the addresses that the decision allows. The only code that mints tokens, so that no copy carries a pixel or a tracked link that
 * nobody decided on.
 */
final class TrackingDecision {
    private final Tokens tokens;
    private final String base;
    private final CopyId copy;
    private final TrackingRule.Verdict verdict;
    private final boolean marks;

    /** Without marks. */
    TrackingDecision(Tokens tokens, String base, CopyId copy, TrackingRule.Verdict verdict) {
        this(tokens, base, copy, verdict, false);
    }

    /**
     * A decision.
     *
     * @param base the public address, without a slash at the end
     * @param marks whether a copy with a pixel also tells of forwarding and printing
     */
    TrackingDecision(Tokens tokens, String base, CopyId copy, TrackingRule.Verdict verdict, boolean marks) {
        this.marks = marks;
        this.tokens = tokens;
        this.base = base;
        this.copy = copy;
        this.verdict = verdict;
    }

    CopyId copy() {
        return copy;
    }

    boolean opens() {
        return verdict.opens();
    }

    boolean clicks() {
        return verdict.clicks();
    }

    @Nullable
    String notTracked() {
        return verdict.notTracked();
    }

    /** The pixel's address, null where the decision allows none. */
    @Nullable
    String openUrl() {
        return verdict.opens() ? base + "/t/o/" + tokens.mint(copy, Purpose.OPEN, -1, null) + ".gif" : null;
    }

    /** The held picture's address, null where the decision allows none. */
    @Nullable
    String viewUrl() {
        return verdict.views() ? base + "/t/v/" + tokens.mint(copy, Purpose.VIEW, -1, null) + ".gif" : null;
    }

    /** The page on which the recipient says "no more"; it tracks nobody, so every copy may name it. */
    String unsubscribeUrl() {
        return base + "/t/u/" + tokens.mint(copy, Purpose.UNSUBSCRIBE, -1, null);
    }

    /** The page that tells the recipient what is recorded; see {@link #unsubscribeUrl}. */
    String aboutUrl() {
        return base + "/t/a/" + tokens.mint(copy, Purpose.ABOUT, -1, null);
    }

    /** The addresses of the pictures that go into the HTML, separated by a blank (which no address holds); marks have their letter before; null for none. */
    @Nullable
    String pictures() {
        var open = openUrl();
        if (open == null) {
            return null;
        }
        var all = new StringJoiner(" ").add(open);
        var view = viewUrl();
        if (view != null) {
            all.add(view);
        }
        if (marks) {
            all.add(StyleMarks.named(StyleMarks.FORWARDED, markUrl(Purpose.FORWARDED)));
            all.add(StyleMarks.named(StyleMarks.QUOTED, markUrl(Purpose.QUOTED)));
            all.add(StyleMarks.named(StyleMarks.PRINTED, markUrl(Purpose.PRINTED)));
        }
        return all.toString();
    }

    private String markUrl(Purpose purpose) {
        return base + "/t/o/" + tokens.mint(copy, purpose, -1, null) + ".gif";
    }

    /** What stands in the place of a link. */
    String clickUrl(int index, Destination destination) {
        if (!verdict.clicks()) {
            throw new IllegalStateException("links of this copy stay as they are");
        }
        return base + "/t/c/" + tokens.mint(copy, Purpose.CLICK, index, destination.value()) + "?u="
                + destination.encoded();
    }
}
