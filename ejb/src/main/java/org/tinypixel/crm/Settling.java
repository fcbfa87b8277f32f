package org.tinypixel.crm;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;

/** Stores what a CRM answered: persons that were found, commands that were done. */
@Dependent
final class Settling {
    private static final int MOST_PERSONS = 5;

    private final Connections connections;
    private final Commands commands;
    private final Contacts contacts;
    private final Connectors connectors;
    private final Outbox outbox;

    @Inject
    Settling(Connections connections, Commands commands, Contacts contacts, Connectors connectors, Outbox outbox) {
        this.connections = connections;
        this.commands = commands;
        this.contacts = contacts;
        this.connectors = connectors;
        this.outbox = outbox;
    }

    /** Gives each task whose person is known its record; parks those of whom the CRM knows nobody; leaves the rest to be asked for. */
    CrmBatch bindKnown(CrmBatch batch, Instant now) {
        var ready = new ArrayList<CrmBatch.Task>();
        for (var task : batch.tasks()) {
            var known = task.needsPerson()
                    ? contacts.known(batch.account().id(), task.recipient(), now)
                    : java.util.Optional.<List<CrmRef>>empty();
            if (known.isEmpty()) {
                ready.add(task);
                continue;
            }
            if (!outbox.holds(task.claim())) {
                continue;
            }
            var persons = known.get().stream()
                    .filter(CrmRef::active)
                    .limit(MOST_PERSONS)
                    .toList();
            commands.lock(task.claim().key()).ifPresent(row -> {
                if (persons.isEmpty()) {
                    var past = new SettleRule.Past(row.attempts, row.pendingSince, List.of());
                    store(row, task, SettleRule.nobody(row.recipient, past, now), now);
                } else if (bind(row, persons, now)) {
                    ready.add(new CrmBatch.Task(task.claim(), row.command(), task.recipient(), false));
                } else {
                    outbox.done(task.claim());
                }
            });
        }
        return new CrmBatch(batch.account(), batch.connector(), ready);
    }

    /** False where this row turned out to be one too many: the record has a row already. */
    private boolean bind(CommandRow row, List<CrmRef> persons, Instant now) {
        for (var person : persons.subList(1, persons.size())) {
            var key = CommandRow.key(row.connection, row.copy, row.event, person);
            if (row.externalId == null && commands.withKey(row.connection, key).isEmpty()) {
                var sibling = row.sibling(person);
                commands.add(sibling);
                outbox.put(Topic.CRM, sibling.id, now);
            }
        }
        var first = persons.get(0);
        var key = CommandRow.key(row.connection, row.copy, row.event, first);
        var there = commands.withKey(row.connection, key).filter(other -> !other.id.equals(row.id));
        if (row.externalId == null && there.isPresent()) {
            commands.remove(row);
            return false;
        }
        row.bind(first);
        commands.flush();
        return true;
    }

    /** Stores one outcome per task and what they say about the connection. */
    void settle(CrmBatch batch, List<Outcome> outcomes, Instant now, double jitter) {
        if (outcomes.size() != batch.tasks().size()) {
            throw new IllegalStateException(batch.connector() + " gave " + outcomes.size() + " outcomes for "
                    + batch.tasks().size() + " commands");
        }
        var id = batch.account().id();
        var pauses =
                connectors.find(batch.connector()).orElseThrow().descriptor().pauses();
        var faults = connections.find(id).map(row -> row.faults).orElse(0);
        var order = IntStream.range(0, outcomes.size())
                .boxed()
                .sorted(Comparator.comparing(i -> batch.tasks().get(i).claim().key()))
                .toList();
        for (var i : order) {
            var task = batch.tasks().get(i);
            var outcome = outcomes.get(i);
            var held = outbox.holds(task.claim());
            commands.lock(task.claim().key()).ifPresent(row -> {
                if (held) {
                    var past = new SettleRule.Past(row.attempts, row.pendingSince, pauses);
                    store(row, task, SettleRule.settle(outcome, past, faults, now, jitter), now);
                } else if (outcome instanceof Outcome.Ok ok && row.externalId == null) {
                    // Somebody else holds the row now; that the record exists is true all the same.
                    row.externalId = ok.externalId();
                }
            });
        }
        var health = SettleRule.health(outcomes, faults, now, jitter);
        if (health != null) {
            connections
                    .lock(id)
                    .filter(row -> row.revision == batch.account().revision())
                    .ifPresent(row -> {
                        row.take(health);
                        if (outcomes.stream().anyMatch(Outcome.Ok.class::isInstance)) {
                            row.lastSuccessAt = now;
                        }
                    });
        }
    }

    private void store(CommandRow row, CrmBatch.Task task, SettleRule.Settlement settlement, Instant now) {
        row.take(settlement, task.command().version(), now);
        if (settlement instanceof SettleRule.Settlement.Again again) {
            if (again.counts()) {
                outbox.retry(task.claim(), again.due(), again.error());
            } else {
                outbox.postpone(task.claim(), again.due(), again.error());
            }
        } else if (settlement instanceof SettleRule.Settlement.Parked parked) {
            outbox.postpone(task.claim(), parked.due(), parked.error());
        } else if (settlement instanceof SettleRule.Settlement.LookUp lookUp) {
            contacts.forget(row.connection, task.recipient());
            outbox.retry(task.claim(), lookUp.due(), lookUp.error());
        } else if (settlement instanceof SettleRule.Settlement.Dead dead) {
            outbox.dead(task.claim(), dead.error());
        } else {
            outbox.done(task.claim());
        }
    }
}
