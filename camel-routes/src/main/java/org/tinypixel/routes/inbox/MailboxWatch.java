package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.connect.Finding;
import org.tinypixel.inbound.Inbound;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.routes.peer.Certificates;
import org.tinypixel.routes.peer.Down;

/**
 * Reads one mailbox: connects, then looks through all folders again and again, each time a minute passed or the server tells of new mail, until it fails or is no longer
 * wanted. One thread runs it.
 */
final class MailboxWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxWatch.class);

    private final Mailbox mailbox;
    private final Inbound inbound;
    private final ImapConnector connector;
    private final FolderReader reader;
    private final Patience patience;
    private final InstantSource clock;
    private final Object bell = new Object();
    private boolean rung;
    private Instant notBefore = Instant.MIN;
    private volatile boolean ended;
    private volatile boolean busy;
    private @Nullable Socket open;

    MailboxWatch(
            Mailbox mailbox,
            Inbound inbound,
            ImapConnector connector,
            Path spool,
            Patience patience,
            InstantSource clock) {
        this.mailbox = mailbox;
        this.inbound = inbound;
        this.connector = connector;
        this.reader = new FolderReader(mailbox.id(), inbound, spool, clock, () -> ended);
        this.patience = patience;
        this.clock = clock;
    }

    /** Whether this is still the mailbox that it was made for. */
    boolean isFor(Mailbox other) {
        return mailbox.equals(other);
    }

    boolean busy() {
        return busy;
    }

    /** Looks now, whatever it waits for. */
    void wake() {
        synchronized (bell) {
            notBefore = Instant.MIN;
            rung = true;
            bell.notifyAll();
        }
    }

    /** Ends at once; a mail whose taking is under way is taken. */
    void end() {
        ended = true;
        wake();
        synchronized (bell) {
            close(open);
        }
    }

    private void hold(Socket socket) {
        synchronized (bell) {
            open = socket;
            if (ended) {
                close(socket);
            }
        }
    }

    private static void close(@Nullable Socket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException gone) {
            LOG.debug("The connection was gone before it was closed", gone);
        }
    }

    /** Reads as long as it goes well. Never throws: what fails is told, and tried again when it is time. */
    void run() {
        if (ended || !isTime()) {
            return;
        }
        busy = true;
        try {
            read();
        } catch (Down down) {
            failed(down.reason());
        } catch (IOException broken) {
            failed(mailbox.server() + " does not answer as it should: " + Certificates.words(broken) + ".");
        } catch (RuntimeException own) {
            LOG.error("Reading mailbox {} was interrupted; it is tried again", mailbox.id(), own);
            notBefore(clock.instant().plus(patience.pause()));
        } finally {
            busy = false;
        }
    }

    private boolean isTime() {
        synchronized (bell) {
            return !clock.instant().isBefore(notBefore);
        }
    }

    private void notBefore(Instant time) {
        synchronized (bell) {
            notBefore = time;
        }
    }

    private void failed(String why) {
        if (ended) {
            return;
        }
        LOG.warn("A mailbox is not read: {}", why);
        try {
            notBefore(inbound.failed(mailbox.id(), why));
        } catch (RuntimeException own) {
            LOG.error("The failure of mailbox {} could not be stored", mailbox.id(), own);
            notBefore(clock.instant().plus(patience.pause()));
        }
    }

    private void read() throws Down, IOException {
        try (var line = connector.connect(finding -> {}, this::hold)) {
            inbound.connected(mailbox.id(), line.tells());
            while (!ended) {
                synchronized (bell) {
                    rung = false;
                }
                round(line);
                rest(line);
            }
        }
    }

    /** What is named first is opened last and stays open, since the server tells of new mail in the open folder only; and what was sent is known before its answers. */
    private void round(ImapLine line) throws Down, IOException {
        var begun = clock.instant();
        var complete = true;
        var folders = new ArrayList<>(mailbox.allFolders());
        Collections.reverse(folders);
        var refusals = new ArrayList<Down>();
        for (var folder : folders) {
            try {
                complete &= !ended && reader.read(line, folder);
            } catch (Refused refused) {
                refusals.add(new Down(
                        Finding.Step.FOLDERS,
                        folder.equals(mailbox.sentFolder()) ? "sentFolder" : "folders",
                        mailbox.server() + " does not open " + folder + ": " + refused.said() + ".",
                        "Check the folder's name.",
                        refused));
            } catch (RuntimeException own) {
                LOG.error("Reading {} of mailbox {} was interrupted; it is tried again", folder, mailbox.id(), own);
                complete = false;
            }
        }
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
        if (complete && !ended) {
            inbound.finished(mailbox.id(), begun);
        }
    }

    private void rest(ImapLine line) throws IOException {
        if (line.tells()) {
            line.idle(patience.pause(), () -> ended || isRung());
            if (line.tells()) {
                return;
            }
            // It offers to tell and does not.
            inbound.connected(mailbox.id(), false);
        }
        var end = System.nanoTime() + patience.pause().toNanos();
        synchronized (bell) {
            for (var left = patience.pause().toNanos(); !rung && !ended && left > 0; left = end - System.nanoTime()) {
                try {
                    bell.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    ended = true;
                }
            }
        }
    }

    private boolean isRung() {
        synchronized (bell) {
            return rung;
        }
    }
}
