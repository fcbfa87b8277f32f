package org.tinypixel.routes.inbox;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tinypixel.connect.Finding.Step;
import org.tinypixel.inbound.Mailbox;
import org.tinypixel.routes.peer.Down;

/** Signs in (RFC 3501, section 6.2): a password by what the server offers, an OAuth 2 token by XOAUTH2. The secret is never in a message. */
final class SignIn {
    private final Mailbox.Server server;
    private final String secret;

    SignIn(Mailbox.Server server, String secret) {
        this.server = server;
        this.secret = secret;
    }

    /** Gives the mechanism that the server accepted. */
    String by(ImapLine line) throws Down, IOException {
        var ways = server.signIn() == Mailbox.SignIn.OAUTH2 ? token(line) : password(line);
        if (ways.isEmpty()) {
            throw nothingInCommon(line);
        }
        Refused last = null;
        for (var way : ways.entrySet()) {
            try {
                line.signIn(way.getValue());
                return way.getKey();
            } catch (Refused refused) {
                last = refused;
                // A mechanism that the server offers and does not know after all says nothing of the password.
                if (!refused.said().startsWith("BAD")) {
                    break;
                }
            }
        }
        throw refused(last == null ? "" : last.said());
    }

    private Map<String, ImapLine.Attempt> token(ImapLine line) {
        var ways = new LinkedHashMap<String, ImapLine.Attempt>();
        if (line.can("AUTH=XOAUTH2")) {
            ways.put("XOAUTH2", protocol -> protocol.authoauth2(server.user(), secret));
        }
        return ways;
    }

    /** The connection is encrypted, or does not leave this machine, so ways that hide the password from the server gain nothing. */
    private Map<String, ImapLine.Attempt> password(ImapLine line) {
        var ways = new LinkedHashMap<String, ImapLine.Attempt>();
        if (line.can("AUTH=PLAIN")) {
            ways.put("PLAIN", protocol -> protocol.authplain("", server.user(), secret));
        }
        if (line.can("AUTH=LOGIN")) {
            ways.put("LOGIN", protocol -> protocol.authlogin(server.user(), secret));
        }
        if (!line.can("LOGINDISABLED")) {
            ways.put("the LOGIN command", protocol -> protocol.login(server.user(), secret));
        }
        return ways;
    }

    private Down nothingInCommon(ImapLine line) {
        if (server.signIn() == Mailbox.SignIn.OAUTH2) {
            return new Down(
                    Step.SIGN_IN,
                    "signIn",
                    server + " takes no OAuth 2 tokens (no XOAUTH2).",
                    "Choose the sign-in by password.");
        }
        return line.can("AUTH=XOAUTH2")
                ? new Down(
                        Step.SIGN_IN,
                        "signIn",
                        server + " takes no passwords, only OAuth 2 tokens.",
                        "Choose OAuth 2 and enter an access token.")
                : new Down(
                        Step.SIGN_IN,
                        "user",
                        server + " offers no sign-in by password.",
                        "Ask its operator how programs sign in.");
    }

    private Down refused(String said) {
        var advice = SignInRule.judge(server.host(), server.signIn(), said);
        return new Down(
                Step.SIGN_IN,
                advice.later() ? null : "secret",
                server
                        + (advice.later()
                                ? " does not let anybody sign in at the moment: "
                                : server.signIn() == Mailbox.SignIn.OAUTH2
                                        ? " refused the token: "
                                        : " refused user name or password: ")
                        + said + ".",
                advice.whatToDo());
    }
}
