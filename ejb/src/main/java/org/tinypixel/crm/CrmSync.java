package org.tinypixel.crm;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.outbox.Claim;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;

/**
 * Tells CRMs what happened. {@link #plan} turns a changed engagement into commands; {@link #begin}, {@link #bind} and {@link #record} surround the calls of the connector, which the
 * caller makes between them, so that no transaction is open while a CRM is asked. Each method is one transaction.
 */
@Stateless
public class CrmSync {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration UNTIL_RELEASED = Duration.ofHours(6);
    private static final Duration LANE_BUSY = Duration.ofSeconds(5);
    private static final int MOST_PLAN_FAILURES = 8;

    @Inject
    Outbox outbox;

    @Inject
    Planner planner;

    @Inject
    Settling settling;

    @Inject
    Connections connections;

    @Inject
    Commands commands;

    @Inject
    Contacts contacts;

    @Inject
    Connectors connectors;

    @Inject
    InstantSource clock;

    /** Whether no CRM is connected. */
    public boolean isAlone() {
        return connections.all().isEmpty();
    }

    /** Forgets some changed engagements that nobody is to be told, of which there are as many as opens; gives how many. */
    public int dropEngagements(int limit) {
        return outbox.dropDue(Topic.ENGAGEMENT, limit);
    }

    /** Takes changed engagements. */
    public List<Claim> claimEngagements(int limit) {
        return outbox.claim(Topic.ENGAGEMENT, limit, LEASE);
    }

    /** Takes commands that are due. */
    public List<Claim> claimCommands(int limit) {
        return outbox.claim(Topic.CRM, limit, LEASE);
    }

    /** Turns one changed engagement into what each connection shall say of it now; one that waits is changed, not doubled. */
    public void plan(Claim claim) {
        if (outbox.holds(claim)) {
            planner.plan(claim.key(), clock.instant());
            outbox.done(claim);
        }
    }

    /** Planning broke: tried again, in the end a dead letter, so that one broken copy stops only itself. */
    public void planFailed(Claim claim, String error) {
        if (claim.attempts() >= MOST_PLAN_FAILURES) {
            outbox.dead(claim, error);
        } else {
            outbox.retry(claim, clock.instant().plusSeconds(5L << claim.attempts()), error);
        }
    }

    /** Groups claimed commands by connection and settles those that need no call. */
    public List<CrmBatch> begin(List<Claim> claims) {
        var now = clock.instant();
        var byConnection = new LinkedHashMap<String, List<Claim>>();
        for (var claim : claims) {
            var row = commands.find(claim.key());
            if (row.isEmpty() || row.get().isWritten() || row.get().dropped) {
                outbox.done(claim);
            } else {
                byConnection
                        .computeIfAbsent(row.get().connection, id -> new ArrayList<>())
                        .add(claim);
            }
        }
        var batches = new ArrayList<CrmBatch>();
        byConnection.forEach((id, held) -> batch(id, held, now).ifPresent(batches::add));
        return batches;
    }

    private Optional<CrmBatch> batch(String id, List<Claim> claims, Instant now) {
        var connection = connections.find(id).orElseThrow();
        var connector = connectors.find(connection.connector);
        if (connector.isEmpty()
                || connection.state == ConnectionState.NEEDS_SIGN_IN
                || connection.state == ConnectionState.DISABLED) {
            return postponed(claims, now.plus(UNTIL_RELEASED), "The connection is out of service.");
        }
        var rest = connection.restsUntil(now);
        if (rest != null) {
            return postponed(claims, rest, "The connection pauses.");
        }
        var account = connections.account(connection);
        if (account.isEmpty()) {
            connections
                    .lock(id)
                    .ifPresent(row -> row.take(new SettleRule.Health(
                            ConnectionState.NEEDS_SIGN_IN,
                            "The key that sealed this connection's password is gone: enter the password again.",
                            null,
                            0)));
            return postponed(claims, now.plus(UNTIL_RELEASED), "The connection is out of service.");
        }
        var findsPersons = connector.get().descriptor().findsPersons();
        var tasks = new ArrayList<CrmBatch.Task>();
        for (var claim : claims) {
            commands.find(claim.key()).ifPresent(row -> {
                var recipient = new EmailAddress(row.recipient);
                var needsPerson = findsPersons && row.ref() == null;
                tasks.add(new CrmBatch.Task(claim, row.command(), recipient, needsPerson));
            });
        }
        var batch = new CrmBatch(account.get(), connection.connector, tasks);
        return Optional.of(findsPersons ? settling.bindKnown(batch, now) : batch)
                .filter(ready -> !ready.tasks().isEmpty());
    }

    private Optional<CrmBatch> postponed(List<Claim> claims, Instant until, String reason) {
        claims.forEach(claim -> outbox.postpone(claim, until, reason));
        return Optional.empty();
    }

    /** Takes the CRM's answer to {@link CrmBatch#unknown} in; gives what can be written now. */
    public CrmBatch bind(CrmBatch batch, CrmConnector.Resolution resolution) {
        var now = clock.instant();
        if (resolution instanceof CrmConnector.Resolution.Found found) {
            for (var address : batch.unknown()) {
                contacts.keep(batch.account().id(), address, found.refs().getOrDefault(address, List.of()), now);
            }
            return settling.bindKnown(batch, now);
        }
        var outcome = ((CrmConnector.Resolution.Failed) resolution).outcome();
        settling.settle(batch, batch.tasks().stream().map(task -> outcome).toList(), now, jitter());
        return new CrmBatch(batch.account(), batch.connector(), List.of());
    }

    /** Stores what became of each command; {@code outcomes} in the order of the batch's commands. */
    public void record(CrmBatch batch, List<Outcome> outcomes) {
        settling.settle(batch, outcomes, clock.instant(), jitter());
    }

    /** Gives a batch back because the connection is still busy with the one before. */
    public void giveBack(CrmBatch batch) {
        var due = clock.instant().plus(LANE_BUSY);
        batch.tasks().forEach(task -> outbox.postpone(task.claim(), due, lastError(task)));
    }

    private static String lastError(CrmBatch.Task task) {
        return "Waits behind other commands to the same connection (attempt "
                + (task.claim().attempts() + 1) + ").";
    }

    private static double jitter() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** The connector for a batch. */
    public @Nullable CrmConnector connector(CrmBatch batch) {
        return connectors.find(batch.connector()).orElse(null);
    }
}
