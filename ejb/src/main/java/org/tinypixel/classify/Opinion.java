package org.tinypixel.classify;

/**
 * What a rule says of one hit.
 *
 * @param key stable name of the rule, or of the variant that decided
 * @param sentence in plain language
 */
record Opinion(Verdict verdict, Confidence confidence, String key, String sentence) {
    static Opinion human(Confidence confidence, String key, String sentence) {
        return new Opinion(Verdict.HUMAN, confidence, key, sentence);
    }

    static Opinion machine(Confidence confidence, String key, String sentence) {
        return new Opinion(Verdict.MACHINE, confidence, key, sentence);
    }
}
