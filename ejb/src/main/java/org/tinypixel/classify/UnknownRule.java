package org.tinypixel.classify;

import java.util.List;

/** What nothing else explains. A false open sends a salesperson to the phone, so a picture is a machine's; a lost click is lost silently, so a click counts. */
final class UnknownRule implements SingleRule {
    private static final String KEY = "unknown";
    private static final Opinion PROGRAM =
            Opinion.machine(Confidence.LOW, KEY, "Loaded by a program that we do not know.");
    private static final Opinion PERSON =
            Opinion.human(Confidence.LOW, KEY, "Opened by a program that we do not know.");

    @Override
    public List<Opinion> opinions() {
        return List.of(PROGRAM, PERSON);
    }

    @Override
    public Opinion judge(Sight sight) {
        return sight.isPixel() ? PROGRAM : PERSON;
    }
}
