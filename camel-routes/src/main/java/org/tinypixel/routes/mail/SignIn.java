package org.tinypixel.routes.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tinypixel.connect.Finding;
import org.tinypixel.routes.peer.Down;

/** Signs in (RFC 4954): PLAIN (RFC 4616), LOGIN or CRAM-MD5 (RFC 2195). The password is never in a message. */
final class SignIn {
    /** In the clear, the way that does not show the password comes first. */
    private static final List<String> IN_THE_CLEAR = List.of("CRAM-MD5", "PLAIN", "LOGIN");

    private static final List<String> ENCRYPTED = List.of("PLAIN", "LOGIN", "CRAM-MD5");

    private final Wire wire;
    private final Duration patience;
    private final String user;
    private final String password;

    SignIn(Wire wire, Duration patience, String user, String password) {
        this.wire = wire;
        this.patience = patience;
        this.user = user;
        this.password = password;
    }

    /** Gives the mechanism that the server accepted. */
    String by(List<String> offered, boolean encrypted, String server) throws Down, IOException {
        var known = (encrypted ? ENCRYPTED : IN_THE_CLEAR)
                .stream().filter(offered::contains).toList();
        if (known.isEmpty()) {
            throw new Down(
                    Finding.Step.SIGN_IN,
                    "user",
                    server
                            + (offered.isEmpty()
                                    ? " offers no sign-in."
                                    : " offers sign-in by " + String.join(", ", offered)
                                            + " only, and Tinypixel speaks PLAIN, LOGIN and CRAM-MD5."),
                    offered.isEmpty()
                            ? "Leave the user name empty, or choose the port and encryption at which it takes passwords (often 587 or 465)."
                            : "Ask for an account with a password for programs at its operator.");
        }
        for (var mechanism : known) {
            var answer = sign(mechanism);
            if (answer.isDone()) {
                return mechanism;
            }
            // The mechanism is not for this account (RFC 4954, section 6, and 5321 for 504): another may be.
            if ((answer.code() != 504 && answer.code() != 534) || mechanism.equals(known.get(known.size() - 1))) {
                throw refused(answer, server);
            }
        }
        throw new IllegalStateException("the last mechanism was accepted or refused");
    }

    private static Down refused(Reply answer, String server) {
        return answer.code() >= 500
                ? new Down(
                        Finding.Step.SIGN_IN,
                        "password",
                        server + " refused user name or password: " + answer.said() + ".",
                        "Type both again. Some providers want a password made for programs, and sign-in for programs switched on.")
                : new Down(
                        Finding.Step.SIGN_IN,
                        null,
                        server + " does not let anybody sign in at the moment: " + answer.said() + ".",
                        "Try again later.");
    }

    private Reply sign(String mechanism) throws IOException {
        return switch (mechanism) {
            case "PLAIN" -> wire.ask("AUTH PLAIN " + base64("\0" + user + "\0" + password), patience);
            case "LOGIN" -> login();
            default -> challenge();
        };
    }

    private Reply login() throws IOException {
        var name = wire.ask("AUTH LOGIN", patience);
        if (!name.isGoOn()) {
            return name;
        }
        var secret = wire.ask(base64(user), patience);
        return secret.isGoOn() ? wire.ask(base64(password), patience) : secret;
    }

    private Reply challenge() throws IOException {
        var given = wire.ask("AUTH CRAM-MD5", patience);
        if (!given.isGoOn()) {
            return given;
        }
        try {
            var line = given.lines().get(0);
            var challenge = Base64.getDecoder()
                    .decode(line.length() > 4 ? line.substring(4).strip() : "");
            var mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return wire.ask(base64(user + " " + HexFormat.of().formatHex(mac.doFinal(challenge))), patience);
        } catch (IllegalArgumentException damaged) {
            throw new IOException("the challenge of the sign-in cannot be read", damaged);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacMD5", impossible);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
