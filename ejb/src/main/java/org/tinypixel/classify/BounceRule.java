package org.tinypixel.classify;

/** A mail that bounced was not read: what loaded its picture before was the receiving server. A click or a load after the bounce stays, as a contradiction for people to see. */
final class BounceRule {
    static final Opinion BOUNCED_LATER =
            Opinion.machine(Confidence.MEDIUM, "bounced-later", "Loaded, but bounced later.");

    private BounceRule() {}

    static Judged judge(CopyFacts copy, Judged judged) {
        var bounced = copy.bouncedAt();
        var before = bounced != null
                && judged.isHuman()
                && judged.sight().isPixel()
                && judged.at().isBefore(bounced);
        return before ? judged.as(BOUNCED_LATER) : judged;
    }
}
