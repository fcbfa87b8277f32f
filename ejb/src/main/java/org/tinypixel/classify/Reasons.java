package org.tinypixel.classify;

import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sentence behind a status. Never "not read": nobody can know that. */
final class Reasons {
    private static final String MAY_BE_READ = "It may or may not have been read.";
    private static final String TOLD = "Opened. High confidence: the recipient said so, noted by hand.";
    private static final String GROUP = "Somebody at this shared address: ";
    private static final List<String> NUMBERS = List.of(
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private Reasons() {}

    static String sentence(
            CopyFacts copy,
            EngagementStatus status,
            @Nullable Confidence confidence,
            List<List<Judged>> opens,
            List<List<Judged>> clicks,
            List<Judged> all) {
        return switch (status) {
            case REPLIED -> "Replied" + alsoOpened(opens) + ". High confidence: a reply to this mail arrived.";
            case CLICKED -> clicked(confidence, opens, clicks);
            case OPENED ->
                opens.isEmpty()
                        ? TOLD
                        : copy.group() ? GROUP + lower(opened(confidence, opens)) : opened(confidence, opens);
            case OPENED_BY_MACHINE -> byMachine(all);
            case NOT_SEEN -> notSeen(all);
            case NOT_TRACKED ->
                "Not tracked: " + (copy.notTracked() == null ? "no picture in this copy" : copy.notTracked()) + ".";
        };
    }

    private static String opened(@Nullable Confidence confidence, List<List<Judged>> opens) {
        var loads = opens.stream().flatMap(List::stream).toList();
        var last = loads.stream().max(Comparator.comparing(Judged::at)).orElseThrow();
        return "Opened " + times(opens.size()) + ", last " + on(last.device()) + ". " + sure(confidence) + ": "
                + because(confidence, loads);
    }

    private static String clicked(
            @Nullable Confidence confidence, List<List<Judged>> opens, List<List<Judged>> clicks) {
        var hits = clicks.stream().flatMap(List::stream).toList();
        var links = hits.stream()
                .map(hit -> hit.sight().hit().linkIndex())
                .distinct()
                .count();
        return "Clicked " + times(clicks.size()) + (links > 1 ? " on " + number(links) + " links" : "")
                + alsoOpened(opens) + ". " + sure(confidence) + ": "
                + lower(strongest(hits).opinion().sentence());
    }

    private static String byMachine(List<Judged> all) {
        var sentence = strongest(all.stream().filter(Judged::isMachine).toList())
                .opinion()
                .sentence();
        return sentence.contains(MAY_BE_READ) ? sentence : sentence + " " + MAY_BE_READ;
    }

    private static String notSeen(List<Judged> all) {
        if (all.stream().anyMatch(hit -> hit.opinion().verdict() == Verdict.TEST)) {
            return "A test mail: it is in no number.";
        }
        var own = all.stream().anyMatch(hit -> hit.opinion().verdict() == Verdict.OWN);
        return "No open seen yet. It may have been read with images blocked."
                + (own ? " Views by your own team are not counted." : "");
    }

    private static String alsoOpened(List<List<Judged>> opens) {
        return opens.isEmpty() ? "" : ", opened " + times(opens.size());
    }

    private static String because(@Nullable Confidence confidence, List<Judged> loads) {
        var strongest = strongest(loads);
        if (!strongest.opinion().key().equals("person")) {
            return lower(strongest.opinion().sentence());
        }
        var normal =
                loads.stream().filter(hit -> hit.confidence() == confidence).toList();
        var days = normal.stream()
                .map(hit -> hit.at().atOffset(ZoneOffset.UTC).toLocalDate())
                .distinct()
                .count();
        return number(normal.size()) + (normal.size() == 1 ? " load" : " loads")
                + (days > 1 ? " on " + number(days) + " days" : "") + " by a normal mail client or browser.";
    }

    /** The earliest of the surest. */
    private static Judged strongest(List<Judged> hits) {
        return hits.stream()
                .min(Comparator.comparing(Judged::confidence).reversed().thenComparing(Judged::at))
                .orElseThrow();
    }

    private static String on(Device device) {
        return switch (device.kind()) {
            case "phone" -> "on a phone (" + device.client() + ")";
            case "tablet" -> "on a tablet (" + device.client() + ")";
            case "desktop" -> "on a computer (" + device.client() + ")";
            case Device.HIDDEN -> "in " + device.client();
            default ->
                device.client().equals(Device.UNKNOWN) ? "on a device that is not known" : "in " + device.client();
        };
    }

    private static String sure(@Nullable Confidence confidence) {
        return confidence == null
                ? "Confidence unknown"
                : switch (confidence) {
                    case HIGH -> "High confidence";
                    case MEDIUM -> "Medium confidence";
                    case LOW -> "Low confidence";
                };
    }

    private static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    private static String number(long count) {
        return count < NUMBERS.size() ? NUMBERS.get((int) count) : Long.toString(count);
    }

    /** Behind a colon, except where the sentence begins with a name. */
    private static String lower(String sentence) {
        var word = sentence.split(" ", 2)[0];
        return List.of("A", "Loaded", "Opened", "Clicked", "Probably", "Claims").contains(word)
                ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1)
                : sentence;
    }
}
