package org.tinypixel.outbox;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queue of what must be told, in the database, so that it lives and dies with the change that caused it. At least once: a worker that dies after telling and
 * before {@link #done} tells again, so receivers get a stable key.
 */
@Stateless
public class Outbox {
    @Inject
    OutboxRows rows;

    @Inject
    Event<OutboxReady> ready;

    /** Puts a row, or gives the one of the same topic and key a new version; joins the caller's transaction. Due at the later of now and {@code notBefore}. */
    public void put(Topic topic, String key, Instant notBefore) {
        put(topic, key, notBefore, "");
    }

    /**
     * The same for many rows, which costs little more than one.
     *
     * @param notBefore by key
     */
    public void putAll(Topic topic, Map<String, Instant> notBefore) {
        if (!notBefore.isEmpty()) {
            rows.put(topic, notBefore, "");
            ready.fire(new OutboxReady(topic));
        }
    }

    /**
     * The same for one of several receivers of the topic, which takes only rows of its own.
     *
     * @param lane names the receiver, at most 22 characters; a row that is there already moves to it
     */
    public void put(Topic topic, String key, Instant notBefore, String lane) {
        rows.put(topic, Map.of(key, notBefore), lane);
        ready.fire(new OutboxReady(topic));
    }

    /**
     * Takes due rows for the length of the lease, oldest first, skipping what others hold. A row whose lease ran out (its worker died) is given again, under a
     * new number. Its own transaction ends with the call; times are judged by the database's clock.
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Claim> claim(Topic topic, int limit, Duration lease) {
        return rows.claim(topic, limit, lease);
    }

    /** The same for the rows of one receiver. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Claim> claim(Topic topic, String lane, int limit, Duration lease) {
        return rows.claim(topic, lane, limit, lease);
    }

    /** The same for one row; empty where it is not due or another worker holds it. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Optional<Claim> claimOne(Topic topic, String key, Duration lease) {
        return rows.claimOne(topic, key, lease).stream().findFirst();
    }

    /** Whether a row of this receiver is due and free. */
    public boolean isAnyDue(Topic topic, String lane) {
        return rows.isAnyDue(topic, lane);
    }

    /** The receivers for whom rows wait. */
    public List<String> lanes(Topic topic) {
        return rows.lanes(topic);
    }

    /** Keys of rows of one receiver, those that are due first before the others. */
    public List<String> keys(Topic topic, String lane, int limit) {
        return rows.keys(topic, lane, limit);
    }

    /** Gives rows to another receiver, some hundreds at a time. A worker that holds one meanwhile keeps it until it settles. */
    public void move(Topic topic, List<String> keys, String lane) {
        rows.move(topic, keys, lane);
        ready.fire(new OutboxReady(topic));
    }

    /** Forgets a row whatever its state; a worker that holds it can settle nothing any more. Locks like {@link #holds}. */
    public boolean remove(Topic topic, String key) {
        return rows.remove(topic, key);
    }

    /** Whether this claim still holds the row; asked inside the transaction that acts on it, which then locks the row. */
    public boolean holds(Claim claim) {
        return rows.holds(claim);
    }

    /** Holds the row and makes the lease last that long from now; false where the lease was lost. Locks the row until the transaction ends. */
    public boolean extend(Claim claim, Duration lease) {
        return rows.extend(claim, lease);
    }

    /** The row was told; it is forgotten unless a newer version waits. False where the lease was lost. */
    public boolean done(Claim claim) {
        return rows.done(claim);
    }

    /** Tells again later; counts an attempt. */
    public boolean retry(Claim claim, Instant due, String error) {
        return rows.retry(claim, due, error, true);
    }

    /** Tells again later without counting an attempt (the receiver as a whole is down). */
    public boolean postpone(Claim claim, Instant due, String reason) {
        return rows.retry(claim, due, reason, false);
    }

    /** Gives up; the row stays as a dead letter until somebody replays it. */
    public boolean dead(Claim claim, String error) {
        return rows.dead(claim, error);
    }

    /** Makes a waiting or dead row due now with no attempts counted; false where there is none. */
    public boolean replay(Topic topic, String key) {
        var found = rows.replay(topic, key);
        ready.fire(new OutboxReady(topic));
        return found;
    }

    /** The state of a row for screens; empty where it was told and forgotten. */
    public Optional<OutboxState> state(Topic topic, String key) {
        return rows.state(topic, key);
    }
}
