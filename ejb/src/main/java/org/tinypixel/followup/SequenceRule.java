package org.tinypixel.followup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;

/** Checks a sequence that a client handed in. Pure; every wrong field is named at once. */
final class SequenceRule {
    static final int LONGEST_NAME = 100;
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)");
    private static final Window USUAL =
            new Window("UTC", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 9 * 60, 17 * 60);

    private final Invalid.Collector wrong = new Invalid.Collector();

    private SequenceRule() {}

    /** A sequence that can be stored; templates are ids. */
    record Draft(
            String name,
            boolean active,
            List<Sequence.Step> steps,
            boolean stopOnReply,
            Window window,
            Sequence.Approval approval) {}

    /** When mails may go; minutes of the day. */
    record Window(String zone, Set<DayOfWeek> days, int from, int to) {
        static Window of(String zone, String days, int from, int to) {
            return new Window(
                    zone, Arrays.stream(days.split(",")).map(SequenceRule::day).collect(Collectors.toSet()), from, to);
        }

        String daysText() {
            return String.join(",", dayNames());
        }

        private List<String> dayNames() {
            return days.stream().sorted().map(day -> day.name().substring(0, 3)).toList();
        }

        Sequence.Hours shown() {
            return new Sequence.Hours(zone, dayNames(), clock(from), clock(to));
        }

        Calendar calendar(@Nullable String recipientsZone) {
            return Calendar.of(days, from, to, zone, recipientsZone);
        }

        private static String clock(int minute) {
            return "%02d:%02d".formatted(minute / 60, minute % 60);
        }
    }

    /**
     * Checks.
     *
     * @param template gives the id of the template with this id or name, null where there is none
     * @param taken whether another sequence has this name
     */
    static Draft check(NewSequence given, UnaryOperator<@Nullable String> template, boolean taken) {
        return new SequenceRule().draft(given, template, taken);
    }

    private Draft draft(NewSequence given, UnaryOperator<@Nullable String> template, boolean taken) {
        var name = name(wrong, given.name());
        wrong.require(!taken, "name", "There is a sequence with this name already.");
        var steps = steps(given.steps() == null ? List.of() : given.steps(), template);
        var window = window(given.calendar());
        var approval = choice(Sequence.Approval.class, given.approval(), Sequence.Approval.AUTOMATIC, "approval");
        wrong.throwIfAny();
        return new Draft(
                name,
                given.active() == null || given.active(),
                steps,
                given.stopOnReply() == null || given.stopOnReply(),
                window,
                approval);
    }

    /** The name without spaces around it. */
    static String name(Invalid.Collector wrong, @Nullable String name) {
        var text = name == null ? "" : name.strip();
        wrong.require(!text.isEmpty(), "name", "A name is needed.")
                .require(text.length() <= LONGEST_NAME, "name", "The name has at most " + LONGEST_NAME + " characters.")
                .require(
                        text.chars().noneMatch(Character::isISOControl),
                        "name",
                        "The name has line breaks or other control characters.");
        return text;
    }

    private List<Sequence.Step> steps(
            List<NewSequence.@Nullable Step> given, UnaryOperator<@Nullable String> template) {
        wrong.require(!given.isEmpty(), "steps", "A sequence needs a step.")
                .require(
                        given.size() <= Sequence.MOST_STEPS,
                        "steps",
                        "A sequence has at most " + Sequence.MOST_STEPS + " steps, not " + given.size() + ".");
        var steps = new ArrayList<Sequence.Step>();
        for (var i = 0; i < Math.min(given.size(), Sequence.MOST_STEPS); i++) {
            steps.add(step("steps[" + i + "]", given.get(i), template));
        }
        return steps;
    }

    private Sequence.Step step(String at, NewSequence.@Nullable Step step, UnaryOperator<@Nullable String> template) {
        var given = step == null ? new NewSequence.Step(null, null, null, null) : step;
        var named = given.template();
        var id = named == null || named.isBlank() ? null : template.apply(named.strip());
        if (named == null || named.isBlank()) {
            wrong.add(at + ".template", "A step needs a template.");
        } else if (id == null) {
            wrong.add(at + ".template", "There is no template “" + named.strip() + "”.");
        }
        return new Sequence.Step(
                pause(at + ".wait", given.pause()),
                choice(Sequence.Condition.class, given.condition(), Sequence.Condition.NOT_OPENED, at + ".condition"),
                choice(Sequence.WhenUnknown.class, given.whenUnknown(), Sequence.WhenUnknown.ASK, at + ".whenUnknown"),
                id == null ? "" : id);
    }

    private Sequence.Wait pause(String at, NewSequence.@Nullable Wait wait) {
        if (wait == null) {
            wrong.add(at, "A step waits: give amount and unit.");
            return new Sequence.Wait(1, Sequence.Unit.DAYS);
        }
        var unit = choice(Sequence.Unit.class, wait.unit(), null, at + ".unit");
        var amount = wait.amount() == null ? 0 : wait.amount();
        if (amount < 1) {
            wrong.add(at + ".amount", "The wait is 1 or more.");
        } else if (amount > unit.most()) {
            wrong.add(at + ".amount", "The wait is at most a year: " + unit.most() + " " + unit.one() + "s.");
        }
        return new Sequence.Wait(amount, unit);
    }

    private Window window(NewSequence.@Nullable Hours hours) {
        if (hours == null) {
            return USUAL;
        }
        var zone = hours.zone() == null ? USUAL.zone() : hours.zone().strip();
        wrong.require(
                Calendar.isZone(zone),
                "calendar.zone",
                "There is no time zone “" + zone + "”; one looks like Europe/Berlin.");
        var from = minute(hours.from(), USUAL.from(), "calendar.from");
        var to = minute(hours.to(), USUAL.to(), "calendar.to");
        wrong.require(from < 0 || to < 0 || from < to, "calendar.to", "The working hours end after they begin.");
        return new Window(zone, days(hours.days()), from, to);
    }

    private Set<DayOfWeek> days(@Nullable List<String> given) {
        if (given == null) {
            return USUAL.days();
        }
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var name : given) {
            try {
                days.add(day(name));
            } catch (IllegalArgumentException unknown) {
                wrong.add("calendar.days", "“" + name + "” is no day; days are MON, TUE, WED, THU, FRI, SAT and SUN.");
                return USUAL.days();
            }
        }
        wrong.require(!days.isEmpty(), "calendar.days", "At least one day is a working day.");
        return days.isEmpty() ? USUAL.days() : days;
    }

    private static DayOfWeek day(@Nullable String name) {
        for (var day : DayOfWeek.values()) {
            if (name != null && day.name().substring(0, 3).equals(name.strip().toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException("no day: " + name);
    }

    private int minute(@Nullable String text, int usual, String field) {
        if (text == null) {
            return usual;
        }
        if (text.equals("24:00")) {
            return 1440;
        }
        var time = TIME.matcher(text);
        if (!time.matches()) {
            wrong.add(
                    field, "“" + text + "” is no time of day; one looks like 09:00, and the end of the day is 24:00.");
            return -1;
        }
        return Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2));
    }

    /** Reads a word as the API writes it. */
    private <E extends Enum<E>> E choice(Class<E> type, @Nullable String word, @Nullable E usual, String field) {
        var all = type.getEnumConstants();
        if (word == null && usual != null) {
            return usual;
        }
        for (var value : all) {
            if (word(value).equals(word)) {
                return value;
            }
        }
        var words = Arrays.stream(all).map(SequenceRule::word).collect(Collectors.joining(", "));
        wrong.add(field, word == null ? "Give one of: " + words + "." : "“" + word + "” is not one of: " + words + ".");
        return all[0];
    }

    private static String word(Enum<?> value) {
        try {
            return value.getDeclaringClass()
                    .getField(value.name())
                    .getAnnotation(JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
