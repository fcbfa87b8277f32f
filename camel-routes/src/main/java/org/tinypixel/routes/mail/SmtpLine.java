package org.tinypixel.routes.mail;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.routes.peer.Certificates;

/** An open connection to a mail server, for one mail after the other. It alone knows whether the final dot was begun. */
final class SmtpLine implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpLine.class);

    /** The server wants a sign-in: the settings are wrong, the mail is not. */
    private static final Set<Integer> NOT_THE_MAIL = Set.of(530, 535, 538);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Wire wire;
    private final Features server;
    private final Patience patience;
    private boolean used;
    private boolean broken;

    SmtpLine(Wire wire, Features server, Patience patience) {
        this.wire = wire;
        this.server = server;
        this.patience = patience;
    }

    /** Whether a mail can go over this connection now; asks the server where one went before. */
    boolean isReady() {
        if (broken || !used) {
            return !broken;
        }
        try {
            broken = !wire.ask("RSET", patience.answer()).isDone();
        } catch (IOException gone) {
            LOG.debug("The connection ended between two mails", gone);
            broken = true;
        }
        return !broken;
    }

    /** Offers the mail; what goes wrong is an outcome. */
    Outcome send(OutgoingMail mail, ScheduledExecutorService watch) {
        used = true;
        var plan = EnvelopeRule.plan(mail, server);
        if (plan instanceof EnvelopeRule.Plan.Refusal refusal) {
            return new Outcome.Refused(refusal.reason());
        }
        try {
            var refused = announce((EnvelopeRule.Plan.Commands) plan);
            if (refused != null) {
                return refused;
            }
            // Nothing of the dot is in it: whatever fails here, the server has no complete mail.
            try (var content = mail.content().open()) {
                wire.content(content, patience.content(), watch);
            }
        } catch (IOException ended) {
            broken = true;
            return new Outcome.Later("the connection ended early (" + Certificates.words(ended) + ")");
        }
        return dot();
    }

    /** Null where the server waits for the content. */
    private @Nullable Outcome announce(EnvelopeRule.Plan.Commands commands) throws IOException {
        for (var command : new String[] {commands.mail(), commands.rcpt()}) {
            var answer = wire.ask(command, patience.answer());
            if (!answer.isDone()) {
                return outcome(answer);
            }
        }
        var answer = wire.ask("DATA", patience.answer());
        return answer.code() == 354 ? null : outcome(answer);
    }

    private Outcome dot() {
        try {
            var answer = wire.ask(".", patience.dot());
            if (answer.isDone()) {
                return new Outcome.Sent(answer.said());
            }
            if (answer.code() >= 400) {
                return outcome(answer);
            }
            broken = true;
            return unknown(answer.said());
        } catch (IOException ended) {
            broken = true;
            return unknown(Certificates.words(ended));
        }
    }

    private static Outcome unknown(String why) {
        return new Outcome.Unknown("The mail server got the mail and gave no answer (" + why + ").");
    }

    private Outcome outcome(Reply answer) {
        if (answer.code() == 421 || answer.code() < 400) {
            // It closes, or it is not where we are.
            broken = true;
        }
        return answer.code() >= 500 && !NOT_THE_MAIL.contains(answer.code())
                ? new Outcome.Refused(answer.said())
                : new Outcome.Later(answer.said());
    }

    /** Breaks the connection now, from another thread; whoever waits for an answer gets none. */
    void cut() {
        wire.close();
    }

    @Override
    public void close() {
        if (!broken) {
            try {
                wire.ask("QUIT", FAREWELL);
            } catch (IOException gone) {
                LOG.debug("The connection was gone before it was closed", gone);
            }
        }
        wire.close();
    }
}
