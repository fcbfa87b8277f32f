package org.tinypixel.mail;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.scheduling.Sweep;

/** Forgets the contents of mails that were kept long enough. */
@Dependent
final class MailRetention implements Sweep {
    private final CapturedInbox inbox;

    @Inject
    MailRetention(CapturedInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "mail-retention";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run(Instant now) {
        while (inbox.forgetSome(now)) {
            // one transaction each time, until none is left
        }
        inbox.forgetUnused();
    }
}
