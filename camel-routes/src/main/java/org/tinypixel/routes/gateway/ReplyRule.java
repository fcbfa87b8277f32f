package org.tinypixel.routes.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Unavailable;
import org.tinypixel.submission.Submissions;

/** Which answer says what. Pure. The page docs/reference/smtp.md lists them. */
final class ReplyRule {
    /** RFC 5321, section 6.3, wants a limit of at least 100 for relays; a mail that is only now submitted has no business with thirty servers. */
    static final int MOST_HOPS = 30;

    private ReplyRule() {}

    static Reply accepted(Submissions.Accepted accepted) {
        var text = "2.0.0 Accepted as " + accepted.id().value()
                + (accepted.again() ? " before; it is not sent again" : "")
                + (accepted.note().isEmpty() ? "" : ". " + accepted.note());
        return Reply.of(250, text);
    }

    /** What a failure means to the client; empty for those that only say that something does not work. */
    static Optional<Reply> known(Throwable failure) {
        if (failure instanceof Invalid invalid) {
            return Optional.of(refused(invalid));
        }
        if (failure instanceof Forbidden forbidden) {
            return Optional.of(Reply.of(553, "5.7.1 " + forbidden.getMessage()));
        }
        return failure instanceof Unavailable ? Optional.of(noDatabase()) : Optional.empty();
    }

    private static Reply refused(Invalid invalid) {
        var fields = invalid.errors().stream().map(Invalid.FieldError::field).toList();
        var sentences = invalid.errors().isEmpty()
                ? String.valueOf(invalid.getMessage())
                : invalid.errors().stream()
                        .map(Invalid.FieldError::message)
                        .distinct()
                        .collect(Collectors.joining(" "));
        if (fields.contains("from")) {
            return Reply.of(553, "5.7.1 " + sentences);
        }
        if (fields.stream().anyMatch(field -> field.startsWith("to"))) {
            return Reply.of(550, "5.1.1 " + sentences);
        }
        return Reply.of(554, "5.6.0 " + sentences);
    }

    static Reply goesAround() {
        return Reply.of(
                554, "5.4.6 The mail went through more than " + MOST_HOPS + " servers: it goes around in circles");
    }

    static Reply noDatabase() {
        return Reply.of(451, "4.3.0 Tinypixel's database does not answer; nothing is lost, please try again later");
    }

    static Reply diskFull() {
        return Reply.of(452, "4.3.1 The server has too little space on its disk; please try again later");
    }

    static Reply busy() {
        return Reply.of(451, "4.3.2 Too many mails at once; please try again in a moment");
    }

    static Reply stopping() {
        return Reply.of(421, "4.3.2 The server is shutting down; please try again in a moment")
                .andEnd();
    }

    static Reply tooManyConnections() {
        return Reply.of(421, "4.7.0 Too many connections; please try again in a moment")
                .andEnd();
    }

    static Reply tooSlow() {
        return Reply.of(421, "4.4.2 You were silent or slow for too long").andEnd();
    }

    static Reply early() {
        return Reply.of(554, "5.5.0 You talked before the server did").andEnd();
    }

    static Reply signInFirst() {
        return Reply.of(530, "5.7.0 Sign in first: STARTTLS, then AUTH");
    }

    static Reply wait(Duration pause) {
        return Reply.of(454, "4.7.0 Too many wrong passwords: try again in " + (pause.toSeconds() + 1) + " seconds");
    }

    static Reply wrongKey() {
        return Reply.of(
                535,
                "5.7.8 User name or password is wrong: the user name is the account's address or apikey, the password an API key");
    }
}
