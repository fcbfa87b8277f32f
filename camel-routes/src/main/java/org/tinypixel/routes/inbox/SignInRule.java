package org.tinypixel.routes.inbox;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tinypixel.inbound.Mailbox;

/** Why a sign-in was refused, as far as the server's words and name tell it (codes: RFC 5530). */
final class SignInRule {
    private static final List<String> LATER = List.of(
            "[unavailable]",
            "[limit]",
            "[inuse]",
            "[overquota]",
            "[throttled]",
            "[serverbug]",
            "too many",
            "try again",
            "rate limit",
            "temporar",
            "exceeded");

    private SignInRule() {}

    /**
     * What to do.
     *
     * @param later user name and secret are not to blame
     */
    record Advice(boolean later, String whatToDo) {}

    static Advice judge(String host, Mailbox.SignIn signIn, String words) {
        var said = words.toLowerCase(Locale.ROOT);
        var at = host.toLowerCase(Locale.ROOT);
        if (said.contains("application-specific password") || said.contains("app password")) {
            return check(
                    "This provider takes no account passwords here: make an app password in the settings of the account (it"
                            + " needs two-step verification), and enter that.");
        }
        if (said.contains("web browser") || said.contains("[webalert")) {
            return check(
                    "The provider wants a person to look: sign in with a browser once, answer what it asks, then try again.");
        }
        if (said.contains("imap") && (said.contains("disabled") || said.contains("not enabled"))) {
            return check("Switch IMAP on in the settings of the account, or ask its administrator to.");
        }
        if (said.contains("not connected")) {
            return check(
                    "The sign-in is right, and the mailbox behind it cannot be opened: check that the account has a mailbox,"
                            + " that IMAP is on for it, and that the user name is the mailbox's own address.");
        }
        if (said.contains("[expired]")) {
            return check("The password or token has ended: enter the new one.");
        }
        if (LATER.stream().anyMatch(said::contains)) {
            return new Advice(
                    true,
                    "Nothing is to be done here: it is tried again by itself. If it stays, close other programs that read this mailbox.");
        }
        if (signIn == Mailbox.SignIn.OAUTH2) {
            return check(
                    "The token may have ended, be for another user, or lack the right to read mail over IMAP: enter a new one.");
        }
        if (ends(at, "outlook.com", "office365.com", "office.com", "hotmail.com", "live.com")) {
            return check(
                    "Microsoft has ended sign-in by password for IMAP: choose OAuth 2, with a token that has the permission"
                            + " IMAP.AccessAsUser.All.");
        }
        if (ends(at, "gmail.com", "googlemail.com")) {
            return check(
                    "Google takes no account passwords over IMAP: make an app password (it needs two-step verification), or"
                            + " choose OAuth 2.");
        }
        if (ends(at, "yahoo.com", "aol.com", "mail.me.com", "icloud.com", "fastmail.com", "zoho.com")) {
            return check(
                    "This provider usually wants an app password: make one in the settings of the account, and enter that.");
        }
        return check("Type both again. Some providers want a password made for programs, and IMAP switched on.");
    }

    private static Advice check(String whatToDo) {
        return new Advice(false, whatToDo);
    }

    private static boolean ends(String host, String... domains) {
        return Stream.of(domains).anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }
}
