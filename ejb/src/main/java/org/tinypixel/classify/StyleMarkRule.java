package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.HitNotes;

/** Pictures that a style rule names and that a client loads only when it wraps the mail for forwarding or answering, or prints it. They prove a person and add no open. */
final class StyleMarkRule implements SingleRule {
    static final String FORWARD = "forward-style";
    static final String PRINT = "print-style";

    private static final Opinion WRAPPED = Opinion.human(
            Confidence.HIGH, FORWARD, "A mail client wrapped the mail into another one, as for forwarding.");
    private static final Opinion PRINTED =
            Opinion.human(Confidence.HIGH, PRINT, "The mail was printed, or shown as it would be printed.");

    @Override
    public List<Opinion> opinions() {
        return List.of(WRAPPED, PRINTED);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        if (sight.device().client().equals(Device.UNKNOWN)) {
            return null;
        }
        return sight.isMarked(HitNotes.FORWARDED) ? WRAPPED : sight.isMarked(HitNotes.PRINTED) ? PRINTED : null;
    }
}
