package org.tinypixel.routes.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.submission.Submission;

/** One connection: the commands of RFC 5321 and RFC 6409 in their order, and nothing without signing in under TLS. */
final class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** RFC 5321 asks for 512; parameters and UTF-8 addresses need more. */
    private static final int LONGEST_COMMAND = 4096;

    /** Real clients wait for the greeting; programs that only throw mail at a port do not. */
    private static final Duration GREETING_DELAY = Duration.ofMillis(60);

    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final Duration UNTIL_SIGNED_IN = Duration.ofMinutes(1);

    /** For a whole message, however large: at the largest size about 60 kB a second (RFC 5321, section 4.5.3.2.5). */
    private static final Duration MESSAGE = Duration.ofMinutes(10);

    /** Above what the desk needs. */
    private static final Duration OWN_WORK = Duration.ofSeconds(60);

    private static final int MOST_MISTAKES = 10;
    private static final int MOST_GUESSES = 3;
    private static final Set<String> MAIL_PARAMETERS = Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "AUTH");
    private static final Set<String> RCPT_PARAMETERS = Set.of("NOTIFY", "ORCPT");

    /**
     * What all sessions share.
     *
     * @param host the name that the server gives itself
     * @param spool where large messages lie while they come in
     * @param idle how long a peer may say nothing
     * @param connection how long a connection may last
     */
    record Setup(
            String host,
            Path spool,
            int maxBytes,
            int maxRecipients,
            Duration idle,
            Duration connection,
            Desk desk,
            Certificates certificates,
            GuessBrake brake,
            InstantSource clock) {}

    private final Setup setup;
    private final Wire wire;
    private final InetAddress peer;
    private final boolean tlsFirst;
    private final long began = System.nanoTime();
    private LineReader reader;
    private boolean greeted;
    private int mistakes;
    private int guesses;
    private @Nullable String user;
    private @Nullable String key;
    private @Nullable Viewer viewer;
    private @Nullable Draft draft;

    /**
     * A session.
     *
     * @param tlsFirst whether TLS begins with the first byte
     */
    Session(Setup setup, Wire wire, InetAddress peer, boolean tlsFirst) {
        this.setup = setup;
        this.wire = wire;
        this.peer = peer;
        this.tlsFirst = tlsFirst;
        this.reader = new LineReader(wire.in(), wire.out());
    }

    @Override
    public void run() {
        try {
            talk();
        } catch (BadLine bad) {
            farewell(bad.reply());
        } catch (SocketTimeoutException slow) {
            farewell(ReplyRule.tooSlow());
        } catch (IOException gone) {
            LOG.debug("A connection ended by itself: {}", gone.getMessage());
        } catch (RuntimeException broken) {
            LOG.error("An SMTP session failed", broken);
            farewell(Reply.of(421, "4.3.0 Something went wrong here; please try again later")
                    .andEnd());
        } finally {
            wire.end();
        }
    }

    private void talk() throws IOException {
        if (tlsFirst) {
            wire.until(HANDSHAKE);
            wire.startTls(setup.certificates);
            reader = new LineReader(wire.in(), wire.out());
        } else if (wire.isEarly(GREETING_DELAY)) {
            say(ReplyRule.early());
            return;
        }
        say(Reply.of(220, setup.host + " ESMTP Tinypixel submission"));
        var on = true;
        while (on) {
            wire.until(patience());
            var line = reader.line(LONGEST_COMMAND);
            if (line == null) {
                if (wire.isHurried()) {
                    say(ReplyRule.stopping());
                }
                return;
            }
            wire.until(OWN_WORK);
            on = answer(command(line));
        }
    }

    /** Until the next command is complete. Whoever has not signed in holds a place that others may need. */
    private Duration patience() {
        var sinceStart = Duration.ofNanos(System.nanoTime() - began);
        var left = (viewer == null ? UNTIL_SIGNED_IN : setup.connection).minus(sinceStart);
        return left.compareTo(setup.idle) < 0 ? left : setup.idle;
    }

    /** Says it, and whether the connection goes on. */
    private boolean answer(Reply reply) throws IOException {
        if ((reply.code() >= 500 && reply.code() <= 504) || reply.code() == 530) {
            mistakes++;
        }
        say(reply);
        if (!reply.ends() && mistakes >= MOST_MISTAKES) {
            say(Reply.of(421, "4.7.0 Too many mistakes"));
            return false;
        }
        return !reply.ends();
    }

    private void say(Reply reply) throws IOException {
        wire.out().write(reply.bytes());
    }

    private void farewell(Reply reply) {
        try {
            say(reply);
        } catch (IOException gone) {
            LOG.debug("The peer did not wait for its answer: {}", gone.getMessage());
        }
    }

    private Reply command(byte[] octets) throws IOException {
        String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException damaged) {
            return Reply.of(500, "5.5.2 A command is ASCII or UTF-8");
        }
        if (line.chars().anyMatch(Character::isISOControl)) {
            return Reply.of(500, "5.5.2 A command holds no control characters");
        }
        var blank = line.indexOf(' ');
        var verb = (blank < 0 ? line : line.substring(0, blank)).toUpperCase(Locale.ROOT);
        var argument = blank < 0 ? "" : line.substring(blank + 1);
        try {
            return command(verb, argument);
        } catch (Parameters.Wrong wrong) {
            return wrong.reply();
        } catch (Desk.NotNow later) {
            return later.reply();
        }
    }

    private Reply command(String verb, String argument) throws IOException, Parameters.Wrong, Desk.NotNow {
        switch (verb) {
            case "EHLO", "HELO" -> {
                return hello(verb, argument.strip());
            }
            case "NOOP" -> {
                return Reply.of(250, "2.0.0 OK");
            }
            case "QUIT", "RSET", "STARTTLS", "DATA" -> {
                return argument.isBlank() ? bare(verb) : Reply.of(501, "5.5.4 " + verb + " takes no parameter");
            }
            case "AUTH" -> {
                return login(argument.strip());
            }
            case "MAIL" -> {
                return mail(argument);
            }
            case "RCPT" -> {
                return recipient(argument);
            }
            case "VRFY" -> {
                return viewer == null ? ReplyRule.signInFirst() : Reply.of(252, "2.5.0 Try and see");
            }
            case "BDAT" -> {
                // What follows is a message and no command: nobody may read it as commands.
                return Reply.of(502, "5.5.1 BDAT is not offered").andEnd();
            }
            default -> {
                return Reply.of(500, "5.5.1 This command is not known here");
            }
        }
    }

    private Reply bare(String verb) throws IOException {
        return switch (verb) {
            case "QUIT" -> Reply.of(221, "2.0.0 Good bye").andEnd();
            case "RSET" -> {
                draft = null;
                yield Reply.of(250, "2.0.0 Forgotten");
            }
            case "STARTTLS" -> startTls();
            default -> data();
        };
    }

    private Reply hello(String verb, String name) {
        if (name.isEmpty() || name.length() > 255) {
            return Reply.of(501, "5.5.4 Say who you are: EHLO mail.example.com");
        }
        draft = null;
        greeted = true;
        if (verb.equals("HELO")) {
            return Reply.of(250, setup.host);
        }
        var offers = new ArrayList<>(List.of(
                setup.host,
                "PIPELINING",
                "SIZE " + setup.maxBytes,
                "8BITMIME",
                "SMTPUTF8",
                "ENHANCEDSTATUSCODES",
                "DSN"));
        offers.add(wire.isTls() ? "AUTH PLAIN LOGIN" : "STARTTLS");
        return Reply.lines(250, offers);
    }

    /** What was sent in clear text behind the command would else be taken for what came under TLS (CVE-2011-0411). */
    private Reply startTls() throws IOException {
        if (wire.isTls()) {
            return Reply.of(503, "5.5.1 TLS is on already");
        }
        if (reader.isEarly()) {
            return Reply.of(501, "5.5.1 Nothing may follow STARTTLS before the answer")
                    .andEnd();
        }
        say(Reply.of(220, "2.0.0 Go on with TLS"));
        wire.out().flush();
        wire.until(HANDSHAKE);
        wire.startTls(setup.certificates);
        reader = new LineReader(wire.in(), wire.out());
        greeted = false;
        draft = null;
        // The client speaks next (RFC 3207, section 4.2).
        return Reply.NONE;
    }

    private Reply login(String argument) throws IOException {
        if (!wire.isTls()) {
            return Reply.of(538, "5.7.11 Signing in needs TLS: STARTTLS first");
        }
        if (!greeted || viewer != null || draft != null) {
            return Reply.of(503, viewer == null ? "5.5.1 EHLO comes first" : "5.5.1 You are signed in already");
        }
        var outcome = new Login(setup.desk, setup.brake, peer, setup.clock, challenge -> {
                    say(Reply.of(334, challenge));
                    wire.until(patience());
                    var line = reader.line(Login.LONGEST_LINE);
                    wire.until(OWN_WORK);
                    return line;
                })
                .run(argument);
        user = outcome.user();
        key = outcome.key();
        viewer = outcome.viewer();
        guesses += outcome.reply().code() == 535 ? 1 : 0;
        return guesses >= MOST_GUESSES ? outcome.reply().andEnd() : outcome.reply();
    }

    private Reply mail(String argument) throws Parameters.Wrong, Desk.NotNow {
        if (viewer == null || user == null || key == null) {
            return ReplyRule.signInFirst();
        }
        if (!greeted || draft != null) {
            return Reply.of(503, draft == null ? "5.5.1 EHLO comes first" : "5.5.1 A mail was begun already");
        }
        var asked = Parameters.read(argument, "FROM:", MAIL_PARAMETERS);
        var from = sender(asked);
        if (asked.size() > setup.maxBytes) {
            return LineReader.tooLarge(setup.maxBytes).reply().butGoOn();
        }
        // A key may have been taken away since; an open connection must not outlive it.
        var now = setup.desk.signIn(user, key).orElse(null);
        if (now == null) {
            return ReplyRule.wrongKey().andEnd();
        }
        viewer = now;
        if (!now.maySendAs(from)) {
            return Reply.of(553, "5.7.1 You may not send as " + from + "; use an address of your account");
        }
        setup.desk.mustHaveRoom(asked.size());
        draft = new Draft(now, from, asked);
        return Reply.of(250, "2.1.0 Sender OK");
    }

    private static EmailAddress sender(Parameters asked) throws Parameters.Wrong {
        if (asked.address().isEmpty()) {
            throw new Parameters.Wrong(
                    553, "5.1.7 Mails without a sender, such as delivery notices, do not go through here");
        }
        return address(asked, asked.smtputf8(), 553, "5.1.7");
    }

    private static EmailAddress address(Parameters asked, boolean smtputf8, int code, String enhanced)
            throws Parameters.Wrong {
        var text = asked.address();
        if (!smtputf8 && !text.chars().allMatch(c -> c < 128)) {
            throw new Parameters.Wrong(553, "5.6.7 An address with letters beyond ASCII needs SMTPUTF8");
        }
        return EmailAddress.parse(text)
                .filter(address -> text.equals(text.strip()))
                .orElseThrow(() -> new Parameters.Wrong(
                        code, enhanced + " This is no e-mail address; one looks like anna@example.com"));
    }

    private Reply recipient(String argument) throws Parameters.Wrong, Desk.NotNow {
        if (viewer == null) {
            return ReplyRule.signInFirst();
        }
        var open = draft;
        if (open == null) {
            return Reply.of(503, "5.5.1 MAIL comes first");
        }
        var asked = Parameters.read(argument, "TO:", RCPT_PARAMETERS);
        var address = address(asked, open.smtputf8(), 553, "5.1.3");
        var recipient = new Submission.Recipient(address, asked.notifyOn(), asked.orcpt());
        if (open.has(address)) {
            return Reply.of(250, "2.1.5 This recipient is there already");
        }
        if (open.recipients() >= setup.maxRecipients) {
            return Reply.of(452, "4.5.3 A mail has at most " + setup.maxRecipients + " recipients");
        }
        var refusal = setup.desk.refuses(address);
        if (refusal.isPresent()) {
            return Reply.of(550, "5.7.1 " + refusal.get());
        }
        open.add(recipient);
        return Reply.of(250, "2.1.5 Recipient OK");
    }

    private Reply data() throws IOException {
        if (reader.isEarly()) {
            // A message that comes before it is asked for would be read as commands wherever DATA is refused.
            return Reply.of(503, "5.5.0 Nothing may follow DATA before the answer")
                    .andEnd();
        }
        if (viewer == null) {
            return ReplyRule.signInFirst();
        }
        var open = draft;
        if (open == null || open.recipients() == 0) {
            return Reply.of(503, open == null ? "5.5.1 MAIL comes first" : "5.5.1 RCPT comes first");
        }
        say(Reply.of(354, "End the message with <CR><LF>.<CR><LF>"));
        wire.until(MESSAGE);
        draft = null;
        try (var spool = new Spool(setup.spool)) {
            try {
                reader.text(spool, setup.maxBytes);
            } catch (Spool.NoSpace full) {
                LOG.warn("A message could not be kept in {}: {}", setup.spool, full.getMessage());
                return ReplyRule.diskFull().andEnd();
            }
            wire.until(OWN_WORK);
            open.content(spool);
            return setup.desk.accept(open);
        }
    }
}
