package org.tinypixel.routes.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.access.Viewer;

/** The dialogue of {@code AUTH} (RFC 4954; PLAIN as in RFC 4616, LOGIN as in draft-murchison-sasl-login). */
final class Login {
    /** RFC 4954, section 4. */
    static final int LONGEST_LINE = 12_288;

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /** Asks the client for one more line. */
    interface Asking {
        /** The line, null where the client is gone. */
        byte @Nullable [] ask(String base64) throws IOException;
    }

    /**
     * How it ended.
     *
     * @param user who signed in with {@code key}; the three are null where nobody did
     */
    record Outcome(
            Reply reply,
            @Nullable String user,
            @Nullable String key,
            @Nullable Viewer viewer) {
        static Outcome refused(Reply reply) {
            return new Outcome(reply, null, null, null);
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Reply reply;

        Malformed(int code, String text) {
            super(text);
            this.reply = Reply.of(code, text);
        }
    }

    private final Desk desk;
    private final GuessBrake brake;
    private final InetAddress peer;
    private final InstantSource clock;
    private final Asking asking;

    Login(Desk desk, GuessBrake brake, InetAddress peer, InstantSource clock, Asking asking) {
        this.desk = desk;
        this.brake = brake;
        this.peer = peer;
        this.clock = clock;
        this.asking = asking;
    }

    /**
     * Leads the dialogue.
     *
     * @param argument what stands behind {@code AUTH}: the mechanism, perhaps with a first answer
     */
    Outcome run(String argument) throws IOException {
        var blank = argument.indexOf(' ');
        var mechanism = (blank < 0 ? argument : argument.substring(0, blank)).toUpperCase(Locale.ROOT);
        var first = blank < 0 ? null : argument.substring(blank + 1).strip();
        try {
            return switch (mechanism) {
                case "PLAIN" -> plain(first);
                case "LOGIN" -> {
                    var user = first == null ? asked("VXNlcm5hbWU6") : decoded(first);
                    yield signIn(user, asked("UGFzc3dvcmQ6"));
                }
                default -> Outcome.refused(Reply.of(504, "5.5.4 Sign in with PLAIN or LOGIN"));
            };
        } catch (Malformed wrong) {
            return Outcome.refused(wrong.reply);
        }
    }

    private Outcome plain(@Nullable String first) throws IOException, Malformed {
        var parts = (first == null ? asked("") : decoded(first)).split("\0", -1);
        if (parts.length != 3) {
            throw new Malformed(501, "5.5.2 PLAIN holds three parts");
        }
        // Nobody acts for another here: an authorization identity may only repeat the user.
        if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) {
            return Outcome.refused(ReplyRule.wrongKey());
        }
        return signIn(parts[1], parts[2]);
    }

    private Outcome signIn(String user, String key) {
        var now = clock.instant();
        var pause = brake.pause(peer, user, now);
        if (!pause.isZero()) {
            return Outcome.refused(ReplyRule.wait(pause));
        }
        try {
            var viewer = desk.signIn(user, key).orElse(null);
            if (viewer == null) {
                brake.failed(peer, user, now);
                LOG.info("An SMTP sign-in from {} was refused", peer.getHostAddress());
                return Outcome.refused(ReplyRule.wrongKey());
            }
            brake.succeeded(peer, user);
            return new Outcome(Reply.of(235, "2.7.0 Welcome"), user, key, viewer);
        } catch (Desk.NotNow later) {
            var code = later.reply();
            return Outcome.refused(
                    code.ends()
                            ? code
                            : Reply.of(454, "4.7.0 Signing in does not work at the moment; please try again later"));
        }
    }

    private String asked(String challenge) throws IOException, Malformed {
        var line = asking.ask(challenge);
        if (line == null) {
            throw new EOFException("the peer ended while signing in");
        }
        return decoded(new String(line, StandardCharsets.ISO_8859_1));
    }

    private static String decoded(String base64) throws Malformed {
        if (base64.equals("*")) {
            throw new Malformed(501, "5.7.0 Signing in was cancelled");
        }
        try {
            // A lone equals sign is an empty first answer.
            var bytes = base64.equals("=") ? new byte[0] : Base64.getDecoder().decode(base64);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException damaged) {
            throw new Malformed(501, "5.5.2 This is no base64 of UTF-8");
        }
    }
}
