package org.tinypixel.crm;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.tinypixel.outbox.Claim;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.OutboxState;
import org.tinypixel.outbox.Topic;

/** The outbox's promises under a clock that the test moves. Its rows do not roll back: tests throw only before they put. */
@SuppressWarnings("serial")
final class MemoryOutbox extends Outbox {
    private final Map<String, Row> rows = new TreeMap<>();
    private final Supplier<Instant> clock;

    MemoryOutbox(Supplier<Instant> clock) {
        this.clock = clock;
    }

    private static final class Row {
        Topic topic;
        String key;
        long version = 1;
        long lease;
        Instant leasedUntil = Instant.EPOCH;
        boolean dead;
        int attempts;
        Instant due;
        String error;
    }

    @Override
    public void put(Topic topic, String key, Instant notBefore) {
        var due = later(clock.get(), notBefore);
        var row = rows.get(topic + key);
        if (row == null) {
            row = new Row();
            row.topic = topic;
            row.key = key;
            row.due = due;
            rows.put(topic + key, row);
        } else {
            row.version++;
            row.due = !row.dead && row.attempts > 0 ? later(row.due, due) : due;
            row.attempts = row.dead ? 0 : row.attempts;
            row.dead = false;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public List<Claim> claim(Topic topic, int limit, Duration lease) {
        var now = clock.get();
        return rows.values().stream()
                .filter(row ->
                        row.topic == topic && !row.dead && !row.due.isAfter(now) && !row.leasedUntil.isAfter(now))
                .sorted(Comparator.comparing(row -> row.due))
                .limit(limit)
                .map(row -> {
                    row.lease++;
                    row.leasedUntil = now.plus(lease);
                    return new Claim(row.topic + row.key, row.topic, row.key, row.version, row.lease, row.attempts);
                })
                .toList();
    }

    private Optional<Row> held(Claim claim) {
        return Optional.ofNullable(rows.get(claim.id())).filter(row -> row.lease == claim.lease());
    }

    @Override
    public boolean holds(Claim claim) {
        return held(claim).isPresent();
    }

    @Override
    public boolean done(Claim claim) {
        return held(claim)
                .map(row -> {
                    if (row.version == claim.version()) {
                        rows.remove(claim.id());
                    } else {
                        release(row);
                        row.attempts = 0;
                    }
                    return true;
                })
                .orElse(false);
    }

    private static void release(Row row) {
        row.lease++;
        row.leasedUntil = Instant.EPOCH;
    }

    @Override
    public boolean retry(Claim claim, Instant due, String error) {
        return again(claim, due, error, 1);
    }

    @Override
    public boolean postpone(Claim claim, Instant due, String reason) {
        return again(claim, due, reason, 0);
    }

    private boolean again(Claim claim, Instant due, String error, int counted) {
        return held(claim)
                .map(row -> {
                    release(row);
                    row.due = due;
                    row.error = error;
                    row.attempts += counted;
                    return true;
                })
                .orElse(false);
    }

    @Override
    public boolean dead(Claim claim, String error) {
        return held(claim)
                .map(row -> {
                    release(row);
                    row.dead = row.version == claim.version();
                    row.error = error;
                    return true;
                })
                .orElse(false);
    }

    @Override
    public boolean replay(Topic topic, String key) {
        var row = rows.get(topic + key);
        if (row == null) {
            return false;
        }
        row.dead = false;
        row.attempts = 0;
        row.due = clock.get();
        return true;
    }

    @Override
    public Optional<OutboxState> state(Topic topic, String key) {
        return Optional.ofNullable(rows.get(topic + key))
                .map(row -> new OutboxState(row.dead, row.attempts, row.due, row.error));
    }

    /** When the next row is due; empty where none waits. */
    Optional<Instant> next() {
        return rows.values().stream()
                .filter(row -> !row.dead)
                .map(row -> later(row.due, row.leasedUntil))
                .min(Comparator.naturalOrder());
    }
}
