package org.tinypixel.inbound;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.StableKey;
import org.tinypixel.base.Times;
import org.tinypixel.engagement.DeliveryChange;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.StoredMessage;

/** Takes one understood message: finds our mails that it is about, stores what it says and all that follows from it, in the caller's transaction. */
@Dependent
final class Taking {
    /** A mail without any reference is an answer to nothing older. */
    private static final Duration GUESSED = Duration.ofDays(30);

    private final MailboxRows mailboxes;
    private final IncomingRows rows;
    private final Messages messages;
    private final Engagements engagements;
    private final Privacy privacy;
    private final Access access;
    private final Event<Heard> heard;
    private final Event<WroteByHand> wrote;
    private final InstantSource clock;

    @Inject
    Taking(
            MailboxRows mailboxes,
            IncomingRows rows,
            Messages messages,
            Engagements engagements,
            Privacy privacy,
            Access access,
            Event<Heard> heard,
            Event<WroteByHand> wrote,
            InstantSource clock) {
        this.mailboxes = mailboxes;
        this.rows = rows;
        this.messages = messages;
        this.engagements = engagements;
        this.privacy = privacy;
        this.access = access;
        this.heard = heard;
        this.wrote = wrote;
        this.clock = clock;
    }

    /**
     * Takes the message.
     *
     * @param incoming null where it cannot be understood, which is counted
     */
    void take(Inbound.Message message, @Nullable Incoming incoming) {
        var row = mailboxes.lock(message.mailbox()).orElse(null);
        if (row == null || !moveBehind(message)) {
            return;
        }
        row.taken++;
        var known = mailboxes.find(message.mailbox()).orElse(null);
        if (incoming == null || known == null) {
            row.unreadable++;
            return;
        }
        var at = Times.micros(Objects.requireNonNull(Times.earliest(message.received(), clock.instant())));
        var mailbox = known.mailbox();
        var ours =
                incoming.messageId() == null ? List.<StoredMessage>of() : messages.named(List.of(incoming.messageId()));
        if (message.folder().equals(mailbox.sentFolder()) && !mailbox.folders().contains(message.folder())) {
            if (ours.isEmpty()) {
                byHand(mailbox, incoming, at);
            }
        } else if (rows.knows(hash(message, incoming))) {
            // It came by another way before, or the folder is read anew.
            return;
        } else if (!ours.isEmpty()) {
            arrived(mailbox, message, incoming, ours, at);
        } else {
            take(row, known, message, incoming, at);
        }
    }

    void skip(Inbound.Message message) {
        mailboxes.lock(message.mailbox()).ifPresent(row -> {
            if (moveBehind(message)) {
                row.taken++;
            }
        });
    }

    private boolean moveBehind(Inbound.Message message) {
        var folder = mailboxes.folder(message.mailbox(), message.folder());
        if (!folder.isNew(message.validity(), message.uid())) {
            return false;
        }
        folder.move(message.validity(), message.uid());
        return true;
    }

    /** Only what a person wrote; a follow-up of ours that a server kept there under another Message-ID says that a program wrote it. */
    private void byHand(Mailbox mailbox, Incoming incoming, Instant at) {
        var from = incoming.from();
        if (from != null
                && incoming.kind() == IncomingKind.REPLY
                && mailbox.addresses().contains(from)) {
            incoming.to().stream()
                    .distinct()
                    .filter(to -> !mailbox.addresses().contains(to))
                    .forEach(to -> wrote.fire(new WroteByHand(from, to, at)));
        }
    }

    private void arrived(
            Mailbox mailbox, Inbound.Message message, Incoming incoming, List<StoredMessage> ours, Instant at) {
        for (var mail : ours) {
            for (var copy : mail.copies()) {
                if (mailbox.addresses().contains(copy.recipient())) {
                    var match = new Match(mail, copy, false, false, null);
                    rows.add(new IncomingRow(mailbox.id(), hash(message, incoming), incoming, match, at).arrived());
                    engagements.delivery(
                            copy.id(),
                            new DeliveryChange(DeliveryStatus.DELIVERED, at, "It was found in the mailbox.", false));
                }
            }
        }
    }

    private void take(MailboxRow row, MailboxRows.Known known, Inbound.Message message, Incoming incoming, Instant at) {
        var matches = MatchRule.match(
                incoming,
                messages.named(named(incoming)),
                address -> isOwn(known.mailbox(), address),
                recipient -> newest(known, incoming, recipient, at));
        for (var match : matches) {
            rows.add(new IncomingRow(known.mailbox().id(), hash(message, incoming), incoming, match, at));
            follow(incoming, match, at);
        }
        if (matches.isEmpty() && incoming.kind() == IncomingKind.BOUNCE) {
            row.unmatchedBounces++;
        } else if (matches.isEmpty() && incoming.kind() == IncomingKind.COMPLAINT) {
            row.unmatchedComplaints++;
        }
    }

    private static List<String> named(Incoming incoming) {
        return MatchRule.names(incoming).stream().limit(100).toList();
    }

    private boolean isOwn(Mailbox mailbox, EmailAddress address) {
        return mailbox.addresses().contains(address)
                || access.userOf(address).isPresent()
                || mailboxes.of(address).findAny().isPresent();
    }

    private Optional<StoredMessage> newest(
            MailboxRows.Known known, Incoming incoming, EmailAddress recipient, Instant at) {
        if (incoming.kind() == IncomingKind.REPLY && !mailboxes.anyMail(known)) {
            return Optional.empty();
        }
        // Who wants no more mail may say so at any time.
        var since = incoming.kind() == IncomingKind.UNSUBSCRIBE ? Instant.EPOCH : at.minus(GUESSED);
        return engagements
                .lastMail(recipient, known.mailbox().addresses(), since, at)
                .flatMap(messages::findByCopy);
    }

    private void follow(Incoming incoming, Match match, Instant at) {
        var what = HeardRule.what(incoming, match);
        var because = HeardRule.because(incoming, match);
        var copy = match.copy().id();
        var recipient = match.copy().recipient();
        heard.fire(new Heard(
                what, copy, match.message().sender(), recipient, at, !match.guessed(), incoming.returnsOn(), because));
        switch (what) {
            case REPLY -> engagements.reply(copy, at, because);
            case OTHER_REPLY -> {
                // Of several recipients nobody can say who handed it on.
                if (match.message().copies().size() == 1) {
                    engagements.otherAddressReply(copy, at, because);
                }
                engagements.tell(copy, at, Engagements.News.OTHER_REPLY, because);
            }
            case AUTO_REPLY -> {
                engagements.tell(copy, at, Engagements.News.AUTO_REPLY, because);
                engagements.away(copy, incoming.returnsOn());
                if (!match.guessed()) {
                    delivery(match, DeliveryStatus.DELIVERED, at, "An automatic reply proves that it arrived.");
                }
            }
            case DELIVERED -> delivery(match, DeliveryStatus.DELIVERED, at, because);
            case DISPLAYED -> {
                engagements.tell(copy, at, Engagements.News.READ_RECEIPT, because);
                delivery(match, DeliveryStatus.DELIVERED, at, because);
            }
            case NOTICE -> engagements.tell(copy, at, Engagements.News.NOTICE, because);
            case DELAYED -> delivery(match, DeliveryStatus.DELAYED, at, because);
            case BOUNCED_HARD, BOUNCED_SOFT -> delivery(match, DeliveryStatus.BOUNCED, at, because);
            case COMPLAINT -> {
                privacy.wish(recipient, Privacy.Kind.MAIL, because);
                engagements.tell(copy, at, Engagements.News.COMPLAINT, because);
            }
            case UNSUBSCRIBE -> {
                privacy.wish(recipient, Privacy.Kind.MAIL, because);
                engagements.tell(copy, at, Engagements.News.UNSUBSCRIBE, because);
            }
        }
    }

    private void delivery(Match match, DeliveryStatus status, Instant at, String because) {
        engagements.delivery(match.copy().id(), new DeliveryChange(status, at, because, false));
    }

    /** The same for a message wherever it is found; one without an id is told by what else never changes. */
    private static String hash(Inbound.Message message, Incoming incoming) {
        var id = incoming.messageId();
        return id != null
                ? StableKey.of("incoming", id)
                : StableKey.of(
                        "incoming without id",
                        message.mailbox(),
                        message.folder(),
                        String.valueOf(incoming.from()),
                        String.valueOf(incoming.date()),
                        incoming.subject(),
                        message.received().toString());
    }
}
