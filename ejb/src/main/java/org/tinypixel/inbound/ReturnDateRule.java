package org.tinypixel.inbound;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds in an automatic reply when the person is back: English, German and French. "Back on" is taken before "until", and both before the end of a range. "Until Monday" is read as
 * back on Monday; only where the text says that the day itself is included, it is the day after.
 */
final class ReturnDateRule {
    private static final Map<String, Integer> MONTHS = months();
    private static final Map<String, DayOfWeek> DAYS = days();

    private static final String MONTH = "("
            + String.join(
                    "|",
                    MONTHS.keySet().stream()
                            .sorted((a, b) -> b.length() - a.length())
                            .toList()) + ")\\.?";
    private static final String DAY_NUMBER = "(\\d{1,2})(?:st|nd|rd|th|er|\\.)?";
    private static final String YEAR = "(?:,? ?(\\d{4}))?";

    private static final Pattern ISO = Pattern.compile("(?<!\\d)(\\d{4})-(\\d{1,2})-(\\d{1,2})(?!\\d)");
    private static final Pattern DOTTED =
            Pattern.compile("(?<![\\d.])(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{4}|\\d{2}(?!\\d))?(?!\\d)");
    private static final Pattern SLASHED =
            Pattern.compile("(?<![\\d/-])(\\d{1,2})[/-](\\d{1,2})(?:[/-](\\d{4}|\\d{2}))?(?![\\d/])");
    private static final Pattern DAY_MONTH =
            Pattern.compile("(?<!\\d)" + DAY_NUMBER + " ?(?:of )?" + MONTH + "(?![\\p{L}])" + YEAR);
    private static final Pattern MONTH_DAY =
            Pattern.compile("(?<!\\p{L})" + MONTH + " " + DAY_NUMBER + "(?!\\d)(?::)?" + YEAR);
    private static final Pattern WEEKDAY = Pattern.compile(
            "(?<!\\p{L})(?:(next|nächsten?|prochain) )?(" + String.join("|", DAYS.keySet()) + ")(?![\\p{L}])");
    private static final Pattern RELATIVE = Pattern.compile(
            "(?<!\\p{L})(tomorrow|morgen|demain|next week|nächste woche|nächster woche|la semaine prochaine)(?!\\p{L})");

    private static final Pattern BACK = Pattern.compile(
            "\\b(?:back|return(?:ing|s)?|resum\\w+|available again|in the office again|reachable again)\\b|\\b(?:wieder|zur(?:ü|ue)ck|r(?:ü|ue)ckkehr)(?!\\p{L})|\\bab (?:dem |den )?(?=\\d|mo|di|mi|do|fr|sa|so|mor)|\\bde retour\\b|\\bmon retour\\b|(?<!\\p{L})(?:à|a) (?:partir|compter) du\\b|\\breprendrai\\b|\\bas of\\b");
    private static final Pattern UNTIL = Pattern.compile(
            "\\b(?:until|till|thru|through|bis(?: zum| einschlie(?:ß|ss)lich| inkl\\.?)*|jusqu'(?:au|à|a)|up to)(?!\\p{L})");
    private static final Pattern RANGE = Pattern.compile(
            "(?:\\b(?:from|between|vom|von|du|entre)\\b[^\\n]{1,40}?(?: to | and | bis | au | et | - | – )|\\d\\.? ?(?:-|–) ?(?=\\d))");
    private static final Pattern INCLUDED =
            Pattern.compile("inclu(?:ding|sive|ded|s)|einschlie(?:ß|ss)lich|inkl|through|thru");

    private static final int WINDOW = 70;
    private static final long LONGEST_AWAY = 730;

    private record Found(int start, int end, @Nullable LocalDate date) {}

    private ReturnDateRule() {}

    /** Null where it says none, or one that is past. */
    static @Nullable LocalDate date(String text, LocalDate received) {
        var plain = Squeezed.of(text.length() > 3_000 ? text.substring(0, 3_000) : text)
                .replace('\u2019', '\'')
                .toLowerCase(Locale.ROOT);
        for (var mark : List.of(BACK, UNTIL, RANGE)) {
            var matcher = mark.matcher(plain);
            while (matcher.find()) {
                var date = behind(plain, matcher, mark == BACK, received);
                if (date != null
                        && !date.isBefore(received)
                        && ChronoUnit.DAYS.between(received, date) <= LONGEST_AWAY) {
                    return date;
                }
            }
        }
        return null;
    }

    private static @Nullable LocalDate behind(String text, Matcher mark, boolean back, LocalDate received) {
        var window = text.substring(mark.end(), Math.min(text.length(), mark.end() + WINDOW));
        var first = first(window, received);
        if (first == null && back && text.substring(mark.start(), mark.end()).startsWith("wieder")) {
            // "am 14.3. wieder da": the day stands before.
            var before = text.substring(Math.max(0, mark.start() - 40), mark.start());
            first = last(before, received);
            return first == null ? null : first.date();
        }
        if (first == null || first.date() == null) {
            return null;
        }
        // Further on in the text something else is spoken of.
        if (first.start() > (back ? 45 : 30)
                || window.substring(0, first.start()).matches("[^\\n]*[!?;].*")) {
            return null;
        }
        var around = text.substring(mark.start(), Math.min(text.length(), mark.end() + first.end() + 14));
        return !back && INCLUDED.matcher(around).find() ? first.date().plusDays(1) : first.date();
    }

    private static @Nullable Found last(String text, LocalDate received) {
        Found last = null;
        var at = 0;
        while (at < text.length()) {
            var found = first(text.substring(at), received);
            if (found == null) {
                break;
            }
            last = found;
            at += found.end();
        }
        return last;
    }

    /** The first date; a weekday only where no date stands right behind it. */
    private static @Nullable Found first(String text, LocalDate received) {
        Found best = null;
        for (var form : List.of(ISO, DAY_MONTH, MONTH_DAY, DOTTED, SLASHED)) {
            var matcher = form.matcher(text);
            if (matcher.find() && (best == null || matcher.start() < best.start())) {
                best = new Found(matcher.start(), matcher.end(), date(form, matcher.toMatchResult(), received));
            }
        }
        for (var form : List.of(WEEKDAY, RELATIVE)) {
            var matcher = form.matcher(text);
            if (matcher.find() && (best == null || best.start() - matcher.end() > 12)) {
                var date = form == WEEKDAY ? weekday(matcher.group(2), received) : relative(matcher.group(1), received);
                best = new Found(matcher.start(), matcher.end(), date);
            }
        }
        return best;
    }

    private static @Nullable LocalDate date(Pattern form, MatchResult match, LocalDate received) {
        if (form == ISO) {
            return of(number(match.group(1)), number(match.group(2)), number(match.group(3)), received);
        }
        if (form == DAY_MONTH) {
            return of(number(match.group(3)), month(match.group(2)), number(match.group(1)), received);
        }
        if (form == MONTH_DAY) {
            return of(number(match.group(3)), month(match.group(1)), number(match.group(2)), received);
        }
        var first = number(match.group(1));
        var second = number(match.group(2));
        var year = number(match.group(3));
        var europe = of(year, second, first, received);
        if (form == DOTTED) {
            return europe;
        }
        var america = of(year, first, second, received);
        // Both orders are in use: the nearer day that is still to come.
        if (europe == null || europe.isBefore(received)) {
            return america != null ? america : europe;
        }
        return america == null || america.isBefore(received) || europe.isBefore(america) ? europe : america;
    }

    /** @param year 0 for none: the next such day, or one just past */
    private static @Nullable LocalDate of(int year, int month, int day, LocalDate received) {
        try {
            if (year > 0) {
                return LocalDate.of(year < 100 ? 2000 + year : year, month, day);
            }
            var date = LocalDate.of(received.getYear(), month, day);
            return date.isBefore(received.minusDays(30)) ? date.plusYears(1) : date;
        } catch (DateTimeException none) {
            return null;
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static int month(String name) {
        return MONTHS.getOrDefault(name, 0);
    }

    private static @Nullable LocalDate weekday(String name, LocalDate received) {
        var day = DAYS.get(name);
        return day == null ? null : received.with(TemporalAdjusters.next(day));
    }

    private static LocalDate relative(String name, LocalDate received) {
        return name.indexOf(' ') > 0 ? received.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : received.plusDays(1);
    }

    private static Map<String, Integer> months() {
        var names = List.of(
                "january january jan januar jänner janvier janv",
                "february feb februar février fevrier fév fev",
                "march mar märz maerz mär mars",
                "april apr avril avr",
                "may mai",
                "june jun juni juin",
                "july jul juli juillet juil",
                "august aug août aout",
                "september sept sep septembre",
                "october oct oktober okt octobre",
                "november nov novembre",
                "december dec dezember dez décembre decembre déc");
        var months = new HashMap<String, Integer>();
        for (var month = 0; month < names.size(); month++) {
            for (var name : names.get(month).split(" ")) {
                months.put(name, month + 1);
            }
        }
        return Map.copyOf(months);
    }

    private static Map<String, DayOfWeek> days() {
        var names = List.of(
                "monday montag lundi",
                "tuesday dienstag mardi",
                "wednesday mittwoch mercredi",
                "thursday donnerstag jeudi",
                "friday freitag vendredi",
                "saturday samstag sonnabend samedi",
                "sunday sonntag dimanche");
        var days = new HashMap<String, DayOfWeek>();
        for (var day = 0; day < names.size(); day++) {
            for (var name : names.get(day).split(" ")) {
                days.put(name, DayOfWeek.of(day + 1));
            }
        }
        return Map.copyOf(days);
    }
}
