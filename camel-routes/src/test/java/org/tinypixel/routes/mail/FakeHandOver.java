package org.tinypixel.routes.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.mail.Envelope;
import org.tinypixel.mail.HandOver;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.outbox.Claim;
import org.tinypixel.outbox.Topic;
import org.tinypixel.relay.Relay;
import org.tinypixel.tracking.CopyContent;

/** Due mails of each relay in memory, with what was done to them, in order. */
final class FakeHandOver extends HandOver {
    private final Map<String, Deque<Claim>> due = new HashMap<>();
    private final Map<String, OutgoingMail> mails = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Integer> settledBy = new HashMap<>();
    private final Map<String, String> laneOf = new HashMap<>();
    boolean stops;
    boolean breaksAtForce;

    synchronized OutgoingMail add(String to, byte[] mime) {
        return add(Relay.ENVIRONMENT, to, mime);
    }

    synchronized OutgoingMail add(String relay, String to, byte[] mime) {
        return add(relay, to, CopyContent.of(mime));
    }

    synchronized OutgoingMail add(String relay, String to, CopyContent content) {
        var mail = new OutgoingMail(
                CopyId.next(), EmailAddress.of("anna@example.com"), EmailAddress.of(to), content, Envelope.USUAL);
        var claim = new Claim(Ids.next(), Topic.MAIL, Ids.next(), 1, 1, 0);
        mails.put(claim.key(), mail);
        laneOf.put(claim.key(), relay);
        due.computeIfAbsent(relay, key -> new ArrayDeque<>()).add(claim);
        return mail;
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    synchronized int settled(String relay) {
        return settledBy.getOrDefault(relay, 0);
    }

    synchronized int waiting(String relay) {
        return due.getOrDefault(relay, new ArrayDeque<>()).size();
    }

    /** Waits until as many mails were settled, or a relay was found to be down. */
    void await(int settled) throws InterruptedException {
        await(() -> log.stream()
                        .filter(entry -> entry.equals("settle") || entry.startsWith("down"))
                        .count()
                >= settled);
    }

    synchronized void await(BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("only " + log);
            }
            // What happens at the other end wakes nobody here.
            wait(Math.min(left, 50));
        }
    }

    @Override
    public synchronized boolean isAnyDue(String relay) {
        return waiting(relay) > 0;
    }

    @Override
    public synchronized List<Claim> claim(String relay, int limit) {
        var claims = new ArrayList<Claim>();
        var own = due.getOrDefault(relay, new ArrayDeque<>());
        while (claims.size() < limit && !own.isEmpty()) {
            claims.add(own.remove());
        }
        return claims;
    }

    @Override
    public synchronized Optional<OutgoingMail> intent(Claim claim, String relay) {
        log.add("intent");
        return stops ? Optional.empty() : Optional.of(mails.get(claim.key()));
    }

    @Override
    public synchronized void force() {
        log.add("force");
        if (breaksAtForce) {
            throw new IllegalStateException("the disk is gone");
        }
    }

    @Override
    public synchronized void settle(Claim claim, Outcome outcome) {
        outcomes.add(outcome);
        settledBy.merge(laneOf.get(claim.key()), 1, Integer::sum);
        log.add("settle");
        notifyAll();
    }

    @Override
    public synchronized void giveBack(Claim claim) {
        due.get(laneOf.get(claim.key())).addFirst(claim);
        log.add("back");
        notifyAll();
    }

    @Override
    public synchronized void relayDown(String relay, String said) {
        log.add("down: " + said);
        notifyAll();
    }

    @Override
    public void abandoned() {}

    @Override
    public void rehome() {}
}
