package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.inbound.Inbound;
import org.tinypixel.routes.peer.Certificates;

/** Hands over what is new in the folders of one mailbox, in the order in which it came. It sees each mail at least once; a mail that breaks stops only itself. */
final class FolderReader {
    private static final Logger LOG = LoggerFactory.getLogger(FolderReader.class);

    /** A larger mail is no answer and no notice. */
    static final long LARGEST = 25L * 1024 * 1024;

    static final Duration FIRST = Duration.ofDays(3);
    static final int MOST_TRIES = 5;
    static final int PIECE = 128 * 1024;
    private static final int HEADS = 100;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

    private final String mailbox;
    private final Inbound inbound;
    private final Path spool;
    private final InstantSource clock;
    private final BooleanSupplier ended;
    private final Map<String, Tries> tries = new HashMap<>();

    /** How often the first mail that waits in a folder was tried in vain. */
    private record Tries(long validity, long uid, int count) {
        int of(Inbound.Message message) {
            return validity == message.validity() && uid == message.uid() ? count : 0;
        }
    }

    FolderReader(String mailbox, Inbound inbound, Path spool, InstantSource clock, BooleanSupplier ended) {
        this.mailbox = mailbox;
        this.inbound = inbound;
        this.spool = spool;
        this.clock = clock;
        this.ended = ended;
    }

    /** Whether all was taken that had arrived; where not, it is tried again in the next round. */
    boolean read(ImapLine line, String folder) throws IOException, Refused {
        var opened = line.open(folder);
        if (opened.validity() <= 0) {
            throw new IOException("it gives the mails of " + folder + " no lasting ids (UIDVALIDITY)");
        }
        var mark = inbound.mark(mailbox, folder);
        // The first time, and when the server counts anew: ids from before mean nothing then.
        var first = mark.validity() != opened.validity();
        var since = clock.instant().minus(FIRST);
        var after = first ? 0 : mark.lastUid();
        for (var uids : chunks(first ? recent(line, since) : above(line, opened, after))) {
            var heads = new ArrayList<>(line.heads(uids));
            heads.sort(Comparator.comparingLong(ImapLine.Head::uid));
            for (var head : heads) {
                var received = Objects.requireNonNullElseGet(head.received(), clock::instant);
                if (first && received.isBefore(since)) {
                    continue;
                }
                if (ended.getAsBoolean()
                        || !take(
                                line,
                                new Inbound.Message(mailbox, folder, opened.validity(), head.uid(), received),
                                head.size())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The server's day may be another than ours, so one more is asked for than is wanted. */
    private static List<Long> recent(ImapLine line, Instant since) throws IOException, Refused {
        var day = LocalDate.ofInstant(since, ZoneOffset.UTC).minusDays(1);
        return List.copyOf(line.search("SINCE " + DAY.format(day)));
    }

    /** Nothing is asked where the server says already that nothing came. The star always finds the last mail, also where its id is not above. */
    private static List<Long> above(ImapLine line, ImapLine.Folder opened, long last) throws IOException, Refused {
        return opened.next() > 0 && opened.next() <= last + 1
                ? List.of()
                : List.copyOf(line.search("UID " + (last + 1) + ":*").tailSet(last, false));
    }

    private static List<List<Long>> chunks(List<Long> uids) {
        var chunks = new ArrayList<List<Long>>();
        for (var from = 0; from < uids.size(); from += HEADS) {
            chunks.add(uids.subList(from, Math.min(from + HEADS, uids.size())));
        }
        return chunks;
    }

    private boolean take(ImapLine line, Inbound.Message message, long size) throws IOException, Refused {
        if (size > LARGEST) {
            inbound.skip(message, "It has " + megabytes(size) + " MB; mails over 25 MB are not looked at.");
            return true;
        }
        try (var mail = fetch(line, message.uid(), size)) {
            if (mail == null) {
                inbound.skip(message, "It was removed before it was read.");
                return true;
            }
            if (mail.size() > LARGEST) {
                inbound.skip(message, "It is larger than the server said; mails over 25 MB are not looked at.");
                return true;
            }
            return handOver(message, mail);
        }
    }

    private boolean handOver(Inbound.Message message, Fetched mail) {
        try {
            inbound.take(message, mail.open());
            tries.remove(message.folder());
            return true;
        } catch (IOException | RuntimeException broken) {
            // Where the database does not answer at all, the mail is not to blame.
            inbound.mark(message.mailbox(), message.folder());
            var count = tries.getOrDefault(message.folder(), new Tries(0, 0, 0)).of(message) + 1;
            if (count < MOST_TRIES) {
                LOG.warn("A mail could not be taken ({} of {} tries): {}", count, MOST_TRIES, message, broken);
                tries.put(message.folder(), new Tries(message.validity(), message.uid(), count));
                return false;
            }
            LOG.error("A mail is skipped since it could not be taken: {}", message, broken);
            inbound.skip(
                    message, "It could not be taken in " + MOST_TRIES + " tries: " + Certificates.words(broken) + ".");
            tries.remove(message.folder());
            return true;
        }
    }

    /** Piece by piece, so that memory does not depend on the mail; null where it is gone. */
    private @Nullable Fetched fetch(ImapLine line, long uid, long size) throws IOException, Refused {
        var mail = new Fetched(spool);
        var complete = false;
        try {
            while (true) {
                var piece = line.piece(uid, mail.size(), PIECE);
                if (piece == null) {
                    return null;
                }
                mail.add(piece.octets(), piece.length());
                // Servers miscount: the end is where a piece is short behind the size that was told, or empty.
                if (piece.last() || mail.size() > LARGEST || (mail.size() >= size && piece.length() < PIECE)) {
                    complete = true;
                    return mail;
                }
                if (ended.getAsBoolean()) {
                    throw new IOException("the server stops");
                }
            }
        } finally {
            if (!complete) {
                mail.close();
            }
        }
    }

    private static long megabytes(long octets) {
        return octets / (1024 * 1024);
    }
}
