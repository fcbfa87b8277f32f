package org.tinypixel.classify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.HitNotes;

/**
 * Pictures that a style rule names and that a client loads only when it wraps or quotes the mail, or prints it. They prove a person and add no open. A program that loads
 * whatever address it finds in the mail's source loads those for forwarding and for printing together; then they say nothing.
 */
final class StyleMarkRule implements Rule {
    static final String FORWARD = "forward-style";
    static final String QUOTE = "quote-style";
    static final String PRINT = "print-style";

    private static final Duration TOGETHER = Duration.ofSeconds(10);
    private static final Opinion EVERYTHING = Opinion.machine(
            Confidence.MEDIUM,
            "every-picture",
            "Loaded every picture that the mail's source names, also those that are never shown together.");
    private static final Opinion UNASKED = Opinion.machine(
            Confidence.LOW,
            "style-unknown-client",
            "Loaded by a program that we do not know, which tells neither forwarding nor printing.");
    private static final Opinion WRAPPED = Opinion.human(
            Confidence.HIGH, FORWARD, "A mail client wrapped the mail into another one, as for forwarding.");
    private static final Opinion QUOTED =
            Opinion.human(Confidence.HIGH, QUOTE, "A mail client quoted the mail, as for an answer or for forwarding.");
    private static final Opinion PRINTED =
            Opinion.human(Confidence.HIGH, PRINT, "The mail was printed, or shown as it would be printed.");

    @Override
    public List<Opinion> opinions() {
        return List.of(EVERYTHING, UNASKED, WRAPPED, QUOTED, PRINTED);
    }

    @Override
    public Map<HitId, Opinion> judge(List<Sight> open, List<Sight> all) {
        var opinions = new HashMap<HitId, Opinion>();
        for (var sight : open) {
            var opinion = sight.isPixel() ? judge(sight, all) : null;
            if (opinion != null) {
                opinions.put(sight.hit().id(), opinion);
            }
        }
        return opinions;
    }

    private static boolean isMark(Sight sight) {
        return isPrint(sight) || sight.isMarked(HitNotes.FORWARDED) || sight.isMarked(HitNotes.QUOTED);
    }

    private static boolean isPrint(Sight sight) {
        return sight.isMarked(HitNotes.PRINTED);
    }

    private static @Nullable Opinion judge(Sight sight, List<Sight> all) {
        var beside = all.stream().filter(other -> isTogether(sight, other)).toList();
        if (beside.stream().anyMatch(StyleMarkRule::isPrint)
                && beside.stream().anyMatch(other -> isMark(other) && !isPrint(other))) {
            return EVERYTHING;
        }
        if (!isMark(sight)) {
            return null;
        }
        if (sight.device().client().equals(Device.UNKNOWN)
                || sight.device().kind().equals(Device.HIDDEN)) {
            return UNASKED;
        }
        return isPrint(sight) ? PRINTED : sight.isMarked(HitNotes.FORWARDED) ? WRAPPED : QUOTED;
    }

    private static boolean isTogether(Sight one, Sight other) {
        return one.agent().equals(other.agent())
                && Duration.between(one.hit().receivedAt(), other.hit().receivedAt())
                                .abs()
                                .compareTo(TOGETHER)
                        <= 0;
    }
}
