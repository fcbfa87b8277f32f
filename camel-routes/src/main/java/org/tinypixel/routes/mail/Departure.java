package org.tinypixel.routes.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tinypixel.mail.HandOver;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;
import org.tinypixel.outbox.Claim;

/** Hands one claimed mail over: connection first, then the intent, then the mail, then the answer. A connection that fails so costs no intent. */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** After a failed connection the other mails do not knock one by one. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final HandOver handOver;
    private final @Nullable SmtpRelay relay;
    private final InstantSource clock;
    private volatile Rest rest = new Rest(Instant.MIN, "");

    private record Rest(Instant until, String reason) {}

    /**
     * Serves one relay.
     *
     * @param relay null for the built-in inbox, which the intent fills
     */
    Departure(HandOver handOver, @Nullable SmtpRelay relay, InstantSource clock) {
        this.handOver = handOver;
        this.relay = relay;
        this.clock = clock;
    }

    /** Never throws: a mail that breaks stops only itself, and its lease brings it back. */
    void of(Claim claim) {
        try {
            if (relay == null) {
                handOver.intent(claim);
            } else {
                through(relay, claim);
            }
        } catch (RuntimeException broken) {
            LOG.error("Handing over mail {} was interrupted; its lease brings it back", claim.key(), broken);
        }
    }

    private void through(SmtpRelay smtp, Claim claim) {
        if (clock.instant().isBefore(rest.until())) {
            handOver.relayDown(claim, rest.reason());
            return;
        }
        try (var line = smtp.connect()) {
            handOver.intent(claim).ifPresent(mail -> handOver.settle(claim, send(line, mail)));
        } catch (SmtpRelay.Down down) {
            LOG.warn("Mail waits: {}", down.reason());
            rest = new Rest(clock.instant().plus(REST), down.reason());
            handOver.relayDown(claim, down.reason());
        }
    }

    private Outcome send(SmtpRelay.Line line, OutgoingMail mail) {
        try {
            handOver.force();
        } catch (RuntimeException broken) {
            LOG.error("An intent could not be brought to the disk", broken);
            return new Outcome.Later("Tinypixel's own disk or database did not answer.");
        }
        return line.send(mail);
    }
}
