package org.tinypixel.classify;

/** What a person said by hand wins over what the rules think. */
final class CorrectionRule {
    static final Opinion MINE =
            new Opinion(Verdict.OWN, Confidence.HIGH, "marked-own", "Marked by hand: it was your own team.");
    static final Opinion SCANNER =
            Opinion.machine(Confidence.HIGH, "marked-scanner", "Marked by hand: it was a scanner.");
    static final Opinion PERSON =
            Opinion.human(Confidence.HIGH, "marked-person", "Marked by hand: it was the recipient.");
    static final Opinion NOT_USEFUL = new Opinion(
            Verdict.DISCARDED, Confidence.HIGH, "marked-not-useful", "Marked by hand as not useful: counted nowhere.");

    private CorrectionRule() {}

    static Judged judge(CopyFacts copy, Judged judged) {
        var said = copy.corrections().get(judged.id());
        return said == null ? judged : judged.as(opinion(said));
    }

    static Opinion opinion(Correction correction) {
        return switch (correction) {
            case ME -> MINE;
            case SCANNER -> SCANNER;
            case PERSON -> PERSON;
            case NOT_USEFUL -> NOT_USEFUL;
        };
    }
}
