package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/**
 * Finds the copies that an incoming message is about. Pure. A message that names our mail is surer than any address: only one that names none is compared by its addresses,
 * and what follows from that says so.
 */
final class MatchRule {
    private final Incoming incoming;
    private final List<StoredMessage> named;
    private final Predicate<EmailAddress> own;
    private final Function<EmailAddress, Optional<StoredMessage>> newest;

    private MatchRule(
            Incoming incoming,
            List<StoredMessage> named,
            Predicate<EmailAddress> own,
            Function<EmailAddress, Optional<StoredMessage>> newest) {
        this.incoming = incoming;
        this.named = named;
        this.own = own;
        this.newest = newest;
    }

    /**
     * Finds them; empty where the message has nothing to do with our mails.
     *
     * @param named our mails that the message names, the surest first
     * @param own whether an address is one of our people's, whose mail is never a reply
     * @param newest the newest mail to an address that a message without any name may be about
     */
    static List<Match> match(
            Incoming incoming,
            List<StoredMessage> named,
            Predicate<EmailAddress> own,
            Function<EmailAddress, Optional<StoredMessage>> newest) {
        var rule = new MatchRule(incoming, named, own, newest);
        return switch (incoming.kind()) {
            case REPLY, AUTO_REPLY, UNSUBSCRIBE -> rule.ofWriter();
            case BOUNCE, DELIVERY_REPORT, COMPLAINT, READ_RECEIPT -> rule.ofReports();
            case OTHER -> List.of();
        };
    }

    private List<Match> ofWriter() {
        var from = incoming.from();
        if (from == null) {
            return List.of();
        }
        for (var message : named) {
            var copy = to(message, from);
            if (copy != null) {
                return List.of(new Match(message, copy, false, false, null));
            }
        }
        if (own.test(from)) {
            return List.of();
        }
        return named.isEmpty() ? guessed(from) : ofOther(named.get(0), from);
    }

    /**
     * Whoever answers without having been written to got it from a recipient, most likely from the one in the same organization. What a program says, or a wish, is taken for one
     * person only where no other can be meant.
     */
    private List<Match> ofOther(StoredMessage message, EmailAddress from) {
        if (from.equals(message.sender())) {
            return List.of();
        }
        var near = message.copies().stream()
                .filter(copy -> copy.recipient().domain().equals(from.domain()))
                .toList();
        var meant = near.isEmpty() ? message.copies() : near;
        if (incoming.kind() != IncomingKind.REPLY && meant.size() > 1) {
            return List.of();
        }
        return meant.stream()
                .map(copy -> new Match(message, copy, false, true, null))
                .toList();
    }

    private List<Match> guessed(EmailAddress recipient) {
        return guess(recipient, null).map(List::of).orElse(List.of());
    }

    private Optional<Match> guess(EmailAddress recipient, @Nullable Report report) {
        return newest.apply(recipient)
                .flatMap(message -> Optional.ofNullable(to(message, recipient))
                        .map(copy -> new Match(message, copy, true, false, report)));
    }

    private List<Match> ofReports() {
        var found = new ArrayList<Match>();
        var reports = incoming.reports();
        if (reports.isEmpty()) {
            ofReport(null).ifPresent(found::add);
        }
        for (var report : reports) {
            ofReport(report)
                    .filter(match -> found.stream()
                            .noneMatch(known ->
                                    known.copy().id().equals(match.copy().id())))
                    .ifPresent(found::add);
        }
        return found;
    }

    private Optional<Match> ofReport(@Nullable Report report) {
        var recipient = report != null && report.recipient() != null
                ? report.recipient()
                : incoming.kind() == IncomingKind.READ_RECEIPT ? incoming.from() : null;
        for (var message : named) {
            var copy = copy(message, recipient);
            if (copy != null) {
                return Optional.of(new Match(message, copy, false, false, report));
            }
        }
        return named.isEmpty() && recipient != null && mayGuess()
                ? guess(recipient, report).filter(match -> fits(match.message()))
                : Optional.empty();
    }

    /** The report may name an address to which the recipient's mail goes on; then the mail that came back says for whom it was. */
    private @Nullable StoredCopy copy(StoredMessage message, @Nullable EmailAddress recipient) {
        var exact = recipient == null ? null : to(message, recipient);
        if (exact != null) {
            return exact;
        }
        var original = incoming.original();
        if (original != null) {
            var meant = message.copies().stream()
                    .filter(copy -> copy.id().value().equals(original.copy())
                            || original.recipients().contains(copy.recipient()))
                    .toList();
            if (meant.size() == 1) {
                return meant.get(0);
            }
        }
        return message.copies().size() == 1 ? message.copies().get(0) : null;
    }

    /** Many servers return nothing of the mail that they could not deliver. Where a notice names a mail, it may be one of ours under another id only if the subject is the same. */
    private boolean mayGuess() {
        var original = incoming.original();
        return (original != null && original.subject() != null)
                || (incoming.kind() == IncomingKind.BOUNCE && names(incoming).isEmpty());
    }

    private boolean fits(StoredMessage message) {
        var original = incoming.original();
        return original == null
                || original.subject() == null
                || plain(original.subject()).equals(plain(message.subject()));
    }

    private static String plain(String subject) {
        return subject.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable StoredCopy to(StoredMessage message, EmailAddress recipient) {
        return message.copies().stream()
                .filter(copy -> copy.recipient().equals(recipient))
                .findFirst()
                .orElse(null);
    }

    /** The ids by which the message may name our mails, the surest first. */
    static List<String> names(Incoming incoming) {
        var original = incoming.original();
        return Stream.concat(
                        incoming.refersTo().stream(),
                        original == null ? Stream.empty() : Stream.ofNullable(original.messageId()))
                .distinct()
                .toList();
    }
}
