package org.tinypixel.tracking;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;

/** Checks a complete message as a client hands it in. Its body is nobody's business here; who sends it to whom is. */
final class RawCheck {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_METADATA = 50;
    private static final int LONGEST_METADATA_NAME = 100;
    private static final int LONGEST_METADATA = 4000;

    private RawCheck() {}

    /**
     * The mail, checked; {@link Invalid} names all that is wrong.
     *
     * @param given what came beside the message
     */
    static Draft check(
            Viewer viewer,
            RawMail raw,
            RawSubmission given,
            String messageIdHeader,
            Function<EmailAddress, Optional<String>> refusesMail) {
        var wrong = new Invalid.Collector();
        wrong.require(!raw.hasNul(), "message", "The header of the message holds a NUL byte.");
        wrong.require(
                raw.length() <= given.longest(),
                "message",
                "A message has at most " + given.longest() / 1024 / 1024 + " MB.");
        wrong.require(
                !raw.hasEndlessHeader(),
                "message",
                "The header of the message is longer than " + MimeHeader.LONGEST / 1024 + " kB.");
        wrong.throwIfAny();
        wrong.require(raw.length() > 0, "message", "The message is empty.");
        var author = author(viewer, raw, given.from(), wrong);
        var recipients = given.to().isEmpty()
                ? raw.recipients().stream()
                        .filter(known -> !given.hidden().contains(known.address()))
                        .toList()
                : given.to().stream()
                        .map(address -> raw.recipients().stream()
                                .filter(known -> known.address().equals(address))
                                .findFirst()
                                .orElse(Draft.Recipient.of(address)))
                        .toList();
        checkRecipients(recipients, given.smtputf8(), refusesMail, wrong);
        var switches = raw.switches();
        switches.unable().forEach(sentence -> wrong.add("headers", sentence));
        var campaign = name("X-Tinypixel-Campaign", switches.campaign(), wrong);
        var template = name("X-Tinypixel-Template", switches.template(), wrong);
        var sequence = name("X-Tinypixel-Sequence", switches.sequence(), wrong);
        checkMetadata(switches.metadata(), wrong);
        wrong.throwIfAny();
        return new Draft(
                author,
                recipients,
                raw.subject(),
                null,
                null,
                Map.of(),
                messageIdHeader,
                raw.references(),
                TrackingRule.both(switches.track(), given.track()),
                campaign,
                template,
                sequence == null ? given.sequence() : sequence,
                true,
                switches.metadata(),
                switches.doubt());
    }

    private static void checkMetadata(Map<String, String> metadata, Invalid.Collector wrong) {
        wrong.require(
                metadata.size() <= MOST_METADATA,
                "metadata",
                "A mail has at most " + MOST_METADATA + " metadata fields; this one has " + metadata.size() + ".");
        metadata.forEach((name, value) -> wrong.require(
                !name.isBlank()
                        && name.length() <= LONGEST_METADATA_NAME
                        && value.length() <= LONGEST_METADATA
                        && !NamedAddress.hasControl(name + value)
                        && HeaderRule.hasWholeCharacters(name + value),
                "metadata",
                "Metadata has names of at most " + LONGEST_METADATA_NAME + " and values of at most " + LONGEST_METADATA
                        + " characters, without line breaks."));
    }

    private static NamedAddress author(
            Viewer viewer, RawMail raw, @Nullable EmailAddress envelope, Invalid.Collector wrong) {
        var authors = raw.from();
        if (authors.size() != 1) {
            wrong.add("from", "The message needs a From header with one address; it has " + authors.size() + ".");
            return new NamedAddress(viewer.address(), null);
        }
        var author = authors.get(0);
        if (!viewer.maySendAs(author.address())) {
            wrong.add("from", MessageCheck.notYours(author.address()));
        } else if (envelope != null && !viewer.maySendAs(envelope)) {
            wrong.add("from", MessageCheck.notYours(envelope));
        }
        for (var sender : raw.sender()) {
            wrong.require(viewer.maySendAs(sender.address()), "from", MessageCheck.notYours(sender.address()));
        }
        return author;
    }

    private static void checkRecipients(
            List<Draft.Recipient> recipients,
            boolean smtputf8,
            Function<EmailAddress, Optional<String>> refusesMail,
            Invalid.Collector wrong) {
        if (recipients.isEmpty() || recipients.size() > MessageCheck.MOST_RECIPIENTS) {
            wrong.add(
                    "to",
                    recipients.isEmpty()
                            ? "The message has no recipient: name them in To, Cc or Bcc, or in the address as to=."
                            : "A mail has at most " + MessageCheck.MOST_RECIPIENTS + " recipients.");
            return;
        }
        var seen = new HashMap<EmailAddress, Integer>();
        for (var i = 0; i < recipients.size(); i++) {
            var address = recipients.get(i).address();
            var field = "to[" + i + "]";
            var first = seen.putIfAbsent(address, i);
            if (first != null) {
                wrong.add(field, address + " is a recipient already, as to[" + first + "].");
            } else if (!smtputf8 && !NamedAddress.isAscii(address)) {
                wrong.add(field, "Addresses with letters beyond ASCII cannot be sent to.");
            } else {
                refusesMail.apply(address).ifPresent(reason -> wrong.add(field, reason));
            }
        }
    }

    private static @Nullable String name(String field, @Nullable String text, Invalid.Collector wrong) {
        wrong.require(
                text == null || (text.length() <= LONGEST_NAME && !NamedAddress.hasControl(text)),
                field,
                field + " has at most " + LONGEST_NAME + " characters.");
        return text;
    }
}
