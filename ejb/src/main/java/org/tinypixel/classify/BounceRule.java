package org.tinypixel.classify;

/** A mail that bounced was not read: what loaded its picture before was the receiving server. A click or a load after the bounce stays, as a contradiction for people to see. */
final class BounceRule {
    private BounceRule() {}

    static Judged judge(CopyFacts copy, Judged judged) {
        var bounced = copy.bouncedAt();
        var before = bounced != null
                && judged.isHuman()
                && judged.sight().isPixel()
                && judged.at().isBefore(bounced);
        return before
                ? judged.as(Opinion.machine(Confidence.MEDIUM, "bounced-later", "Loaded, but bounced later."))
                : judged;
    }
}
