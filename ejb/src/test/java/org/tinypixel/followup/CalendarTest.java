package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tinypixel.followup.Sequence.Unit;
import org.tinypixel.followup.Sequence.Wait;

final class CalendarTest {
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    private static Calendar office(String zone) {
        return new Calendar(ZoneId.of(zone), WEEK, 540, 1020, true);
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    @Example
    void three_working_days_after_a_thursday_are_a_tuesday_at_the_same_local_time() {
        assertThat(office("Europe/Berlin").due(new Wait(3, Unit.WORKING_DAYS), at("2026-03-05T14:00:00Z")))
                .isEqualTo(at("2026-03-10T14:00:00Z"));
    }

    @Example
    void the_local_time_stays_the_same_over_a_change_of_clocks() {
        assertThat(office("Europe/Berlin").due(new Wait(3, Unit.DAYS), at("2026-03-27T14:00:00Z")))
                .isEqualTo(at("2026-03-30T13:00:00Z"));
    }

    @Example
    void what_falls_on_a_weekend_or_a_night_waits_for_the_morning() {
        var berlin = office("Europe/Berlin");
        assertThat(berlin.due(new Wait(1, Unit.DAYS), at("2026-03-06T14:00:00Z")))
                .isEqualTo(at("2026-03-09T08:00:00Z"));
        assertThat(berlin.due(new Wait(4, Unit.HOURS), at("2026-03-05T14:00:00Z")))
                .isEqualTo(at("2026-03-06T08:00:00Z"));
        assertThat(berlin.due(new Wait(90, Unit.MINUTES), at("2026-03-05T14:00:00Z")))
                .isEqualTo(at("2026-03-05T15:30:00Z"));
    }

    @Example
    void the_end_of_working_hours_is_outside() {
        var berlin = office("Europe/Berlin");
        assertThat(berlin.isOpen(at("2026-03-05T15:59:59.999999Z"))).isTrue();
        assertThat(berlin.isOpen(at("2026-03-05T16:00:00Z"))).isFalse();
        assertThat(berlin.isOpen(at("2026-03-05T07:59:59Z"))).isFalse();
        assertThat(berlin.isOpen(at("2026-03-05T08:00:00Z"))).isTrue();
    }

    @Example
    void a_missing_local_time_becomes_the_next_valid_minute() {
        var night = new Calendar(ZoneId.of("Europe/Berlin"), ALL, 150, 300, true);
        assertThat(night.nextOpen(at("2026-03-28T12:00:00Z"))).isEqualTo(at("2026-03-29T01:00:00Z"));
        var whole = new Calendar(ZoneId.of("Europe/Berlin"), ALL, 0, 1440, true);
        assertThat(whole.due(new Wait(1, Unit.DAYS), at("2026-03-28T01:30:00Z")))
                .isEqualTo(at("2026-03-29T01:00:00Z"));
    }

    @Example
    void of_a_local_time_that_comes_twice_the_first_is_taken() {
        var whole = new Calendar(ZoneId.of("Europe/Berlin"), ALL, 0, 1440, true);
        assertThat(whole.due(new Wait(1, Unit.DAYS), at("2026-10-24T00:30:00Z")))
                .isEqualTo(at("2026-10-25T00:30:00Z"));
    }

    @Example
    void hours_that_the_clocks_skip_do_not_exist_on_that_day() {
        var skipped = new Calendar(ZoneId.of("Europe/Berlin"), ALL, 120, 150, true);
        assertThat(skipped.nextOpen(at("2026-03-28T12:00:00Z"))).isEqualTo(at("2026-03-30T00:00:00Z"));
    }

    @Example
    void a_day_that_an_island_skipped_is_no_working_day() {
        assertThat(office("Pacific/Apia").nextOpen(at("2011-12-30T05:00:00Z"))).isEqualTo(at("2012-01-01T19:00:00Z"));
    }

    @Example
    void the_recipients_zone_goes_first_and_an_unknown_one_is_passed_over() {
        assertThat(Calendar.of(WEEK, 540, 1020, "Europe/Lisbon", "Asia/Tokyo").zone())
                .isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(Calendar.of(WEEK, 540, 1020, "Europe/Lisbon", null).zone()).isEqualTo(ZoneId.of("Europe/Lisbon"));
        assertThat(Calendar.of(WEEK, 540, 1020, "Europe/Lisbon", "Mars/Base").recipients())
                .isFalse();
    }

    @Property(tries = 2000)
    void a_due_time_is_not_before_the_wait_is_over_and_lies_in_working_hours(
            @ForAll("calendars") Calendar calendar, @ForAll("instants") Instant start, @ForAll("waits") Wait wait) {
        var due = calendar.due(wait, start);
        assertThat(due).isAfter(start);
        assertThat(calendar.isOpen(due)).isTrue();
        var local = due.atZone(calendar.zone());
        assertThat(calendar.days()).contains(local.getDayOfWeek());
        var minute = local.toLocalTime().toSecondOfDay() / 60;
        assertThat(minute).isLessThan(calendar.to());
        assertThat(minute).isGreaterThanOrEqualTo(calendar.from());
        if (wait.unit() == Unit.MINUTES) {
            assertThat(due).isAfterOrEqualTo(start.plus(wait.amount(), ChronoUnit.MINUTES));
        }
        if (wait.unit() == Unit.WORKING_DAYS) {
            assertThat(workingDays(calendar, start, due)).isGreaterThanOrEqualTo(wait.amount());
        }
    }

    @Property(tries = 2000)
    void the_next_working_moment_is_the_earliest(
            @ForAll("calendars") Calendar calendar, @ForAll("instants") Instant time) {
        var next = calendar.nextOpen(time);
        assertThat(next).isAfterOrEqualTo(time);
        assertThat(calendar.nextOpen(next)).isEqualTo(next);
        if (next.isAfter(time)) {
            var between = time.plus(time.until(next, ChronoUnit.SECONDS) / 2, ChronoUnit.SECONDS);
            assertThat(calendar.nextOpen(between)).isEqualTo(next);
            assertThat(calendar.isOpen(next.minusNanos(1))).isFalse();
        }
    }

    @Property(tries = 1000)
    void working_days_do_not_depend_on_the_zone_of_the_server(
            @ForAll("calendars") Calendar calendar, @ForAll("dates") LocalDate date) {
        var start = date.atTime(LocalTime.of(12, 0)).atZone(calendar.zone()).toInstant();
        var noon = new Calendar(calendar.zone(), WEEK, 0, 1440, true);
        var due = noon.due(new Wait(5, Unit.WORKING_DAYS), start).atZone(calendar.zone());
        if (WEEK.contains(date.getDayOfWeek())) {
            assertThat(due.toLocalDate()).isEqualTo(date.plusWeeks(1));
        }
        assertThat(due.toLocalTime()).isEqualTo(LocalTime.of(12, 0));
    }

    private static long workingDays(Calendar calendar, Instant start, Instant due) {
        var from = start.atZone(calendar.zone()).toLocalDate().plusDays(1);
        var to = due.atZone(calendar.zone()).toLocalDate().plusDays(1);
        return from.datesUntil(to)
                .filter(day -> calendar.days().contains(day.getDayOfWeek()))
                .count();
    }

    @Provide
    Arbitrary<Calendar> calendars() {
        // Zones from which nobody writes any more skip and repeat whole days; the examples have one.
        var zones = Arbitraries.of(ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> zone.contains("/") && !zone.startsWith("SystemV"))
                .sorted()
                .toList());
        var days = Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
        var from = Arbitraries.integers().between(0, 1300);
        var length = Arbitraries.integers().between(60, 1440);
        return Combinators.combine(zones, days, from, length)
                .as((zone, some, begin, minutes) ->
                        new Calendar(ZoneId.of(zone), some, begin, Math.min(1440, begin + minutes), true));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(
                        at("2024-01-01T00:00:00Z").getEpochSecond(),
                        at("2030-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2024, 1, 1).toEpochDay(),
                        LocalDate.of(2030, 1, 1).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Wait> waits() {
        return Combinators.combine(Arbitraries.integers().between(1, 30), Arbitraries.of(Unit.class))
                .as(Wait::new);
    }
}
