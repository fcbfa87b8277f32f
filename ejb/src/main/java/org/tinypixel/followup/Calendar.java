package org.tinypixel.followup;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Working days and hours in one zone. Pure. A local time that the clocks skip becomes the next valid one; of one that comes twice the first is taken.
 *
 * @param from the first working minute of a day, 0 to 1439
 * @param to the first minute behind the working hours, up to 1440
 * @param recipients whether the zone is the recipient's own
 */
record Calendar(ZoneId zone, Set<DayOfWeek> days, int from, int to, boolean recipients) {
    /** A week and a day on which the clocks skip the whole window, twice. */
    private static final int FAR = 16;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm", Locale.ENGLISH);

    Calendar {
        if (days.isEmpty() || from < 0 || to > 1440 || from >= to) {
            throw new IllegalArgumentException("no working time: " + days + " " + from + " to " + to);
        }
        days = Set.copyOf(EnumSet.copyOf(days));
    }

    /** The sequence's days and hours, in the recipient's zone where that is known, else in the sequence's. */
    static Calendar of(Set<DayOfWeek> days, int from, int to, String zone, @Nullable String recipientsZone) {
        return recipientsZone != null && isZone(recipientsZone)
                ? new Calendar(ZoneId.of(recipientsZone), days, from, to, true)
                : new Calendar(ZoneId.of(zone), days, from, to, false);
    }

    static boolean isZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    /** When a step is due that waits from then on: the first working moment at which the wait is over. */
    Instant due(Sequence.Wait wait, Instant start) {
        var local = start.atZone(zone).toLocalDateTime();
        return nextOpen(
                switch (wait.unit()) {
                    case MINUTES -> start.plus(Duration.ofMinutes(wait.amount()));
                    case HOURS -> start.plus(Duration.ofHours(wait.amount()));
                    case DAYS -> at(local.plusDays(wait.amount()));
                    case WORKING_DAYS ->
                        at(workingDay(local.toLocalDate(), wait.amount()).atTime(local.toLocalTime()));
                });
    }

    /** The first working moment of the working day after this one: who comes back has enough to do on that day. */
    Instant dayAfter(LocalDate day) {
        return nextOpen(at(workingDay(day, 1).atStartOfDay()));
    }

    boolean isOpen(Instant time) {
        return nextOpen(time).equals(time);
    }

    /** The time itself within working hours, else the beginning of the next ones. */
    Instant nextOpen(Instant time) {
        var first = time.atZone(zone).toLocalDate().minusDays(1);
        for (var ahead = 0; ahead <= FAR; ahead++) {
            var day = first.plusDays(ahead);
            if (days.contains(day.getDayOfWeek())) {
                var opens = at(day.atStartOfDay().plusMinutes(from));
                var closes = at(day.atStartOfDay().plusMinutes(to));
                var candidate = opens.isAfter(time) ? opens : time;
                if (candidate.isBefore(closes)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("no working time after " + time + " in " + this);
    }

    /** The beginning of the time's local day. */
    Instant startOfDay(Instant time) {
        return at(time.atZone(zone).toLocalDate().atStartOfDay());
    }

    /** The first working moment of a later local day. */
    Instant nextDay(Instant time) {
        return nextOpen(at(time.atZone(zone).toLocalDate().plusDays(1).atStartOfDay()));
    }

    /** For sentences: {@code Wed 4 Mar 2026 15:00 (Europe/Berlin)}. */
    String show(Instant time) {
        return SHOWN.format(time.atZone(zone)) + " (" + zone.getId() + ")";
    }

    /** For sentences: {@code Wed 4 Mar 2026}. */
    static String show(LocalDate day) {
        return DAY.format(day);
    }

    private LocalDate workingDay(LocalDate after, int count) {
        var day = after;
        var left = count;
        while (left > 0) {
            day = day.plusDays(1);
            if (days.contains(day.getDayOfWeek())) {
                left--;
            }
        }
        return day;
    }

    private Instant at(LocalDateTime local) {
        var change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
