package org.tinypixel.classify;

/** What nothing else explains. A false open sends a salesperson to the phone, so a picture is a machine's; a lost click is lost silently, so a click counts. */
final class UnknownRule implements SingleRule {
    @Override
    public Opinion judge(Sight sight) {
        return sight.isPixel()
                ? Opinion.machine(Confidence.LOW, "unknown", "Loaded by a program that we do not know.")
                : Opinion.human(Confidence.LOW, "unknown", "Opened by a program that we do not know.");
    }
}
