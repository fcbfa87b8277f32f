package org.tinypixel.routes.inbox;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.ListInfo;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to an IMAP server. It has commands that read and none that changes anything; Angus Mail writes them and reads the answers. */
final class ImapLine implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ImapLine.class);
    private static final int LONGEST_WORDS = 300;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** How soon a wait for new mail notices that it is no longer wanted. */
    private static final Duration SLICE = Duration.ofMillis(500);

    private final Socket socket;
    private final LimitedInput in;
    private final IMAPProtocol protocol;
    private final Patience patience;
    private int exists;
    private boolean news;
    private boolean idles = true;

    /**
     * A folder that was opened.
     *
     * @param next the id that the next mail gets; 0 where the server does not say
     */
    record Folder(long validity, long next, int mails) {}

    /**
     * A mail in the open folder.
     *
     * @param received null where the server does not say
     */
    record Head(long uid, long size, @Nullable Instant received) {}

    /**
     * A folder's name.
     *
     * @param uses what it is for (RFC 6154), in lower case, such as {@code \sent}
     */
    record Name(String name, List<String> uses) {}

    /**
     * A piece of a mail.
     *
     * @param last nothing comes behind it, as far as it can be seen
     */
    record Piece(byte[] octets, int length, boolean last) {}

    ImapLine(Socket socket, Patience patience) throws IOException {
        this.socket = socket;
        this.patience = patience;
        this.in = new LimitedInput(socket, patience.whole());
        var out = new PrintStream(new BufferedOutputStream(socket.getOutputStream()), false, StandardCharsets.UTF_8);
        this.protocol = new IMAPProtocol(in, out, new Properties(), false);
    }

    Socket socket() {
        return socket;
    }

    /** What the server says first. */
    Response greeting() throws IOException {
        in.expect(patience.answer());
        try {
            return protocol.readResponse();
        } catch (ProtocolException | RuntimeException nonsense) {
            throw new IOException("it does not speak IMAP", nonsense);
        } catch (IOException ended) {
            throw ended(ended);
        }
    }

    /** Before encryption begins: what came in the clear behind the answer to {@code STARTTLS} could be somebody else's (CVE-2011-0411), so it ends the connection. */
    void mustBeQuiet() throws IOException {
        if (protocol.hasResponse()) {
            throw new IOException("the server said more than its answer before the encryption began");
        }
    }

    /** What it can do, asked anew. */
    Collection<String> features() throws IOException, Refused {
        run(protocol::capability);
        return new TreeSet<>(protocol.getCapabilities().keySet());
    }

    boolean can(String feature) {
        return protocol.hasCapability(feature);
    }

    void startTls() throws IOException, Refused {
        ask("STARTTLS");
    }

    /** One of the ways to sign in. */
    interface Attempt {
        void on(IMAPProtocol protocol) throws ProtocolException;
    }

    void signIn(Attempt attempt) throws IOException, Refused {
        run(() -> attempt.on(protocol));
    }

    /** All folders that the user sees. */
    List<Name> folders() throws IOException, Refused {
        var names = new ArrayList<Name>();
        run(() -> {
            var listed = protocol.list("", "*");
            for (var one : listed == null ? new ListInfo[0] : listed) {
                if (one.canOpen) {
                    names.add(new Name(
                            one.name,
                            Stream.of(one.attrs == null ? new String[0] : one.attrs)
                                    .map(use -> use.toLowerCase(Locale.ROOT))
                                    .toList()));
                }
            }
        });
        return names;
    }

    /** Opens a folder for reading only. */
    Folder open(String folder) throws IOException, Refused {
        var opened = new ArrayList<Folder>();
        news = false;
        run(() -> {
            var info = protocol.examine(folder);
            opened.add(new Folder(info.uidvalidity, Math.max(0, info.uidnext), Math.max(0, info.total)));
        });
        exists = opened.get(0).mails();
        return opened.get(0);
    }

    /** The ids of the mails that a search finds, in ascending order. */
    NavigableSet<Long> search(String criteria) throws IOException, Refused {
        var found = new TreeSet<Long>();
        for (var answer : ask("UID SEARCH " + criteria)) {
            if (answer instanceof IMAPResponse one && one.keyEquals("SEARCH")) {
                for (var uid = one.readLong(); uid > 0; uid = one.readLong()) {
                    found.add(uid);
                }
            }
        }
        return found;
    }

    /** What is known of these mails without reading them; those that are gone are left out. */
    List<Head> heads(List<Long> uids) throws IOException, Refused {
        var set = uids.stream().map(String::valueOf).collect(Collectors.joining(","));
        var heads = new ArrayList<Head>();
        for (var answer : ask("UID FETCH " + set + " (UID RFC822.SIZE INTERNALDATE)")) {
            if (answer instanceof FetchResponse one) {
                var uid = one.getItem(UID.class);
                var size = one.getItem(RFC822SIZE.class);
                var date = one.getItem(INTERNALDATE.class);
                if (uid != null && size != null && uids.contains(uid.uid)) {
                    heads.add(new Head(
                            uid.uid,
                            size.size,
                            date == null || date.getDate() == null
                                    ? null
                                    : date.getDate().toInstant()));
                }
            }
        }
        return heads;
    }

    /** A piece of a mail as it is, without marking it as read; null where the mail is gone. */
    @Nullable
    Piece piece(long uid, long from, int length) throws IOException, Refused {
        for (var answer : ask("UID FETCH " + uid + " (UID BODY.PEEK[]<" + from + "." + length + ">)")) {
            if (answer instanceof FetchResponse one) {
                var body = one.getItem(BODY.class);
                var id = one.getItem(UID.class);
                if (body != null && (id == null || id.uid == uid)) {
                    var octets = body.getByteArray();
                    // Some do not know pieces and give all.
                    var whole = body.getOrigin() < 0 && from == 0;
                    return octets == null
                            ? new Piece(new byte[0], 0, true)
                            : new Piece(octets.getNewBytes(), octets.getCount(), whole || octets.getCount() == 0);
                }
            }
        }
        return null;
    }

    /** Whether it tells of new mail by itself (RFC 2177). */
    boolean tells() {
        return idles && can("IDLE");
    }

    /** Waits until the server tells of a new mail in the open folder, or it was long enough. */
    void idle(Duration longest, BooleanSupplier enough) throws IOException {
        if (news) {
            return;
        }
        var end = System.nanoTime() + longest.toNanos();
        in.expect(patience.answer());
        write("IDLE");
        if (!isGoingOn()) {
            return;
        }
        for (var left = longest;
                !news && left.compareTo(Duration.ZERO) > 0 && !enough.getAsBoolean();
                left = until(end)) {
            if (protocol.hasResponse() || in.comes(left.compareTo(SLICE) < 0 ? left : SLICE)) {
                in.expect(patience.answer());
                if (heard(next())) {
                    // It does not keep waiting: asking again at once would go on for ever.
                    idles = false;
                    return;
                }
            }
        }
        in.expect(patience.answer());
        protocol.idleAbort();
        while (!heard(next())) {
            LOG.trace("Something came before the end of IDLE");
        }
    }

    private static Duration until(long end) {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** Whether the server waits; a server that offers IDLE and then refuses it is not asked again. */
    private boolean isGoingOn() throws IOException {
        while (true) {
            var answer = next();
            if (answer.isContinuation()) {
                return true;
            }
            if (heard(answer)) {
                idles = false;
                return false;
            }
        }
    }

    /** Whether this ends the command. */
    private boolean heard(Response answer) throws IOException {
        if (answer.isBYE()) {
            throw new IOException("it ended the connection: " + said(answer));
        }
        count(answer);
        return answer.isTagged();
    }

    private void count(Response answer) {
        if (answer instanceof IMAPResponse one && one.isUnTagged()) {
            if (one.keyEquals("EXISTS")) {
                news |= one.getNumber() > exists;
                exists = one.getNumber();
            } else if (one.keyEquals("EXPUNGE")) {
                exists--;
            }
        }
    }

    private void write(String command) throws IOException {
        try {
            protocol.writeCommand(command, null);
        } catch (ProtocolException impossible) {
            throw new IOException("a command without literals waits for nothing", impossible);
        }
    }

    private Response next() throws IOException {
        try {
            return protocol.readResponse();
        } catch (ProtocolException | RuntimeException nonsense) {
            throw new IOException("its answer cannot be understood", nonsense);
        } catch (IOException ended) {
            throw ended(ended);
        }
    }

    private Response[] ask(String command) throws IOException, Refused {
        in.expect(patience.answer());
        Response[] answers;
        try {
            answers = protocol.command(command, null);
        } catch (RuntimeException nonsense) {
            throw new IOException("its answer cannot be understood", nonsense);
        }
        for (var answer : answers) {
            count(answer);
        }
        var last = answers[answers.length - 1];
        if (!last.isOK()) {
            throw refusal(last);
        }
        return answers;
    }

    private interface Asked {
        void run() throws ProtocolException;
    }

    private void run(Asked asked) throws IOException, Refused {
        in.expect(patience.answer());
        try {
            asked.run();
        } catch (ProtocolException failed) {
            var answer = failed.getResponse();
            if (answer == null) {
                throw new IOException("its answer cannot be understood", failed);
            }
            throw refusal(answer);
        } catch (RuntimeException nonsense) {
            throw new IOException("its answer cannot be understood", nonsense);
        }
    }

    /** For a command that did not go well; where the connection ended, that is thrown instead. */
    private Refused refusal(Response answer) throws IOException {
        if (answer.isSynthetic()) {
            throw ended(answer.getException());
        }
        if (answer.isBYE()) {
            throw new IOException("it ended the connection: " + said(answer));
        }
        return new Refused(said(answer));
    }

    private IOException ended(@Nullable Exception cause) {
        var fault = in.fault();
        if (fault != null) {
            return fault;
        }
        var closed = LimitedInput.closed();
        if (cause != null) {
            closed.addSuppressed(cause);
        }
        return closed;
    }

    /** A server's words on one line, without its tag. */
    static String said(Response answer) {
        var type =
                answer.isOK() ? "OK " : answer.isNO() ? "NO " : answer.isBAD() ? "BAD " : answer.isBYE() ? "BYE " : "";
        var rest = String.valueOf(answer.getRest())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        // It stands at the end of our sentences.
        var all = (type + rest).strip().replaceFirst("\\.+$", "");
        return all.length() > LONGEST_WORDS ? all.substring(0, LONGEST_WORDS) : all;
    }

    /** Breaks the connection now, from another thread; whoever waits for an answer gets none. */
    void cut() {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.debug("The connection was gone before it was closed", gone);
        }
    }

    @Override
    public void close() {
        if (in.fault() == null && !socket.isClosed()) {
            in.expect(FAREWELL);
            protocol.command("LOGOUT", null);
        }
        cut();
    }
}
