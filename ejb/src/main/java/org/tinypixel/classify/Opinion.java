package org.tinypixel.classify;

/**
 * What a rule says of one hit.
 *
 * @param key stable name of the rule, or of the variant that decided
 * @param sentence in plain language
 */
record Opinion(Verdict verdict, Confidence confidence, String key, String sentence) {
    private static final String CLIENT = "{client}";

    static Opinion human(Confidence confidence, String key, String sentence) {
        return new Opinion(Verdict.HUMAN, confidence, key, sentence);
    }

    static Opinion machine(Confidence confidence, String key, String sentence) {
        return new Opinion(Verdict.MACHINE, confidence, key, sentence);
    }

    /** The same, with the name of a client or provider in its sentence. */
    Opinion in(String client) {
        return new Opinion(verdict, confidence, key, sentence.replace(CLIENT, client));
    }

    Opinion as(Confidence other) {
        return new Opinion(verdict, other, key, sentence);
    }
}
