package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.tinypixel.inbound.FolderMark;
import org.tinypixel.inbound.Inbound;
import org.tinypixel.inbound.Mailbox;

/** What mailboxes held, in memory, with all that was said of them. A mail that was taken before changes nothing. */
final class FakeInbound extends Inbound {
    static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    /** A mail as it was handed over. */
    record Taken(Message message, byte[] mime) {}

    private final List<Mailbox> mailboxes = new ArrayList<>();
    private final Map<String, FolderMark> marks = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> connected = new ArrayList<>();
    private final Map<String, Integer> finished = new HashMap<>();
    private int tries;
    boolean databaseIsDown;
    Predicate<Message> poison = message -> false;
    Instant again = Instant.MAX;
    Runnable onFinished = () -> {};
    Runnable onTaken = () -> {};

    synchronized FakeInbound with(Mailbox mailbox) {
        mailboxes.removeIf(known -> known.id().equals(mailbox.id()));
        mailboxes.add(mailbox);
        return this;
    }

    synchronized void without(String id) {
        mailboxes.removeIf(known -> known.id().equals(id));
    }

    synchronized List<Taken> taken() {
        return List.copyOf(taken);
    }

    synchronized List<Long> uids(String folder) {
        return taken.stream()
                .map(Taken::message)
                .filter(message -> message.folder().equals(folder))
                .map(Message::uid)
                .toList();
    }

    synchronized List<String> skipped() {
        return List.copyOf(skipped);
    }

    synchronized List<String> failed() {
        return List.copyOf(failed);
    }

    synchronized List<String> connected() {
        return List.copyOf(connected);
    }

    synchronized int finished(String mailbox) {
        return finished.getOrDefault(mailbox, 0);
    }

    /** How often a mail was handed over, well or not. */
    synchronized int tries() {
        return tries;
    }

    synchronized void await(BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!holds.getAsBoolean()) {
            var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                throw new AssertionError("only " + taken + skipped + failed + finished);
            }
            // What happens at the other end wakes nobody here.
            wait(Math.min(left, 50));
        }
    }

    private void mustAnswer() {
        if (databaseIsDown) {
            throw new IllegalStateException("the database is down");
        }
    }

    @Override
    public synchronized List<Mailbox> claim() {
        mustAnswer();
        return List.copyOf(mailboxes);
    }

    @Override
    public synchronized FolderMark mark(String mailbox, String folder) {
        mustAnswer();
        return marks.getOrDefault(mailbox + "|" + folder, new FolderMark(0, 0));
    }

    @Override
    public void take(Message message, InputStream mime) throws IOException {
        synchronized (this) {
            tries++;
            mustAnswer();
            if (poison.test(message)) {
                throw new IllegalStateException("this mail breaks");
            }
            byte[] all;
            try (mime) {
                all = mime.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            taken.add(new Taken(message, all));
            move(message);
        }
        onTaken.run();
    }

    @Override
    public synchronized void skip(Message message, String why) {
        mustAnswer();
        skipped.add(message.uid() + ": " + why);
        move(message);
    }

    private void move(Message message) {
        marks.put(message.mailbox() + "|" + message.folder(), new FolderMark(message.validity(), message.uid()));
        notifyAll();
    }

    @Override
    public void finished(String mailbox, Instant begun) {
        synchronized (this) {
            mustAnswer();
            finished.merge(mailbox, 1, Integer::sum);
            notifyAll();
        }
        onFinished.run();
    }

    @Override
    public synchronized Instant failed(String mailbox, String why) {
        mustAnswer();
        failed.add(mailbox + ": " + why);
        notifyAll();
        return again;
    }

    @Override
    public synchronized void connected(String mailbox, boolean idle) {
        mustAnswer();
        connected.add(mailbox + " " + (idle ? "tells" : "is asked"));
        notifyAll();
    }
}
