package org.tinypixel.inbound;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.mail.Reason;
import org.tinypixel.tracking.StoredMessage;

/** Incoming messages as they are understood. */
final class Letters {
    private Letters() {}

    static Incoming of(IncomingKind kind, @Nullable String from, List<String> refersTo) {
        return of(kind, from, refersTo, null, List.of(), null);
    }

    static Incoming of(
            IncomingKind kind,
            @Nullable String from,
            List<String> refersTo,
            Incoming.@Nullable Original original,
            List<Report> reports,
            @Nullable LocalDate returnsOn) {
        return new Incoming(
                kind,
                "a-test",
                Ids.next() + "@customer.example",
                from == null ? null : EmailAddress.of(from),
                List.of(World.ANNA),
                "Re: An offer",
                null,
                refersTo,
                original,
                reports,
                returnsOn,
                true);
    }

    /** Whoever answers this mail. */
    static Incoming reply(String from, StoredMessage to) {
        return of(IncomingKind.REPLY, from, List.of(to.messageIdHeader()));
    }

    static Incoming away(String from, StoredMessage to, @Nullable LocalDate returnsOn) {
        return of(IncomingKind.AUTO_REPLY, from, List.of(to.messageIdHeader()), null, List.of(), returnsOn);
    }

    static Incoming bounce(StoredMessage of, Report... reports) {
        return of(
                IncomingKind.BOUNCE,
                "mailer-daemon@relay.example",
                List.of(),
                new Incoming.Original(of.messageIdHeader(), null, of.sender(), List.of(), of.subject()),
                List.of(reports),
                null);
    }

    static Report report(@Nullable String recipient, Report.Action action, Reason reason) {
        return new Report(
                recipient == null ? null : EmailAddress.of(recipient),
                action,
                "5.1.1",
                550,
                reason,
                reason.hard(),
                "550 5.1.1 no such user");
    }

    /** One that lies among those that the owner of the mailbox sent. */
    static Incoming written(String from, String... to) {
        var addresses = java.util.Arrays.stream(to).map(EmailAddress::of).toList();
        return new Incoming(
                IncomingKind.REPLY,
                "a-test",
                Ids.next() + "@sender.example",
                EmailAddress.of(from),
                addresses,
                "Our call",
                null,
                List.of(),
                null,
                List.of(),
                null,
                false);
    }

    /** Our own mail, as it arrives. */
    static Incoming own(StoredMessage message) {
        return new Incoming(
                IncomingKind.REPLY,
                "a-test",
                message.messageIdHeader(),
                message.sender(),
                message.copies().stream().map(copy -> copy.recipient()).toList(),
                message.subject(),
                null,
                List.of(),
                null,
                List.of(),
                null,
                false);
    }
}
