package org.tinypixel.routes.mail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.mail.HandOver;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.outbox.Claim;
import org.tinypixel.outbox.Topic;

/** Due mails in memory, with what was done to them, in order. */
final class FakeHandOver extends HandOver {
    private final Deque<Claim> due = new ArrayDeque<>();
    private final Map<String, OutgoingMail> mails = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    boolean stops;
    boolean breaksAtForce;

    synchronized OutgoingMail add(String to, byte[] mime) {
        var mail = new OutgoingMail(CopyId.next(), EmailAddress.of("anna@example.com"), EmailAddress.of(to), mime);
        var claim = new Claim(Ids.next(), Topic.MAIL, Ids.next(), 1, 1, 0);
        mails.put(claim.key(), mail);
        due.add(claim);
        return mail;
    }

    synchronized List<String> log() {
        return List.copyOf(log);
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Waits until as many mails were settled or left for later. */
    synchronized void await(int settled) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (log.stream()
                        .filter(entry -> entry.equals("settle") || entry.startsWith("down"))
                        .count()
                < settled) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("only " + log);
            }
            wait(left);
        }
    }

    @Override
    public synchronized List<Claim> claim(int limit) {
        var claims = new ArrayList<Claim>();
        while (claims.size() < limit && !due.isEmpty()) {
            claims.add(due.remove());
        }
        return claims;
    }

    @Override
    public synchronized Optional<OutgoingMail> intent(Claim claim) {
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
        log.add("settle");
        notifyAll();
    }

    @Override
    public synchronized void relayDown(Claim claim, String said) {
        log.add("down: " + said);
        notifyAll();
    }
}
