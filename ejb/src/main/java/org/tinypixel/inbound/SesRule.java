package org.tinypixel.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Json;
import org.tinypixel.mail.Reason;
import org.tinypixel.mail.RefusalRule;

/** Reads events of Amazon SES that were subscribed by mail: JSON as the text, by itself or wrapped by SNS ("Amazon SNS notification examples for Amazon SES" in its documentation). */
final class SesRule {
    /**
     * An event.
     *
     * @param ids of the mail, where the event holds its header
     */
    record Event(IncomingKind kind, List<Report> reports, List<String> ids, List<EmailAddress> recipients) {
        Event {
            reports = List.copyOf(reports);
            ids = List.copyOf(ids);
            recipients = List.copyOf(recipients);
        }
    }

    private static final ObjectReader READER =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final int LONGEST = 300_000;

    private SesRule() {}

    static Optional<Event> read(Letter letter) {
        // Its relay names itself; others' JSON is none of ours.
        if (!letter.fields().has("X-AMZ-SNS-Message-Id") && !letter.fields().has("X-SES-Outgoing")) {
            return Optional.empty();
        }
        var text = letter.text().strip();
        if (!text.startsWith("{") || text.length() > LONGEST) {
            return Optional.empty();
        }
        // Long lines were broken on the way, by some with a mark.
        var event = tree(text.replace("!\n ", "").replace("\n", ""));
        if (event.hasNonNull("Message")) {
            event = tree(event.get("Message").asText());
        }
        return event(event);
    }

    private static JsonNode tree(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException damaged) {
            return Json.MAPPER.createObjectNode();
        }
    }

    private static Optional<Event> event(JsonNode event) {
        var type = event.path("notificationType").asText(event.path("eventType").asText());
        var ids = new ArrayList<String>();
        for (var header : event.path("mail").path("headers")) {
            if (header.path("name").asText().equalsIgnoreCase("Message-ID")) {
                ids.addAll(MessageIds.in(header.path("value").asText()));
            }
        }
        return switch (type) {
            case "Bounce" ->
                Optional.of(new Event(
                        IncomingKind.BOUNCE,
                        bounces(event.path("bounce")),
                        ids,
                        addresses(event.path("mail").path("destination"))));
            case "Delivery" ->
                Optional.of(new Event(
                        IncomingKind.DELIVERY_REPORT,
                        deliveries(event.path("delivery")),
                        ids,
                        addresses(event.path("mail").path("destination"))));
            case "Complaint" ->
                Optional.of(new Event(
                        IncomingKind.COMPLAINT,
                        List.of(),
                        ids,
                        addresses(event.path("mail").path("destination"))));
            default -> Optional.empty();
        };
    }

    private static List<EmailAddress> addresses(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .limit(1_000)
                .flatMap(one -> Addresses.in(one.asText()).stream())
                .toList();
    }

    private static List<Report> bounces(JsonNode bounce) {
        var reports = new ArrayList<Report>();
        for (var one : bounce.path("bouncedRecipients")) {
            var said = one.path("diagnosticCode").asText();
            var words = said.substring(said.indexOf(';') + 1).strip();
            var status = RefusalRule.status(one.path("status").asText());
            var reply = RefusalRule.reply(words);
            var told = RefusalRule.reason(new RefusalRule.Refusal(words, status, reply, RefusalRule.Step.UNKNOWN));
            var reason = told == Reason.OTHER
                    ? bySubType(bounce.path("bounceSubType").asText())
                    : told;
            reports.add(new Report(
                    Addresses.in(one.path("emailAddress").asText()).stream()
                            .findFirst()
                            .orElse(null),
                    Report.Action.FAILED,
                    RefusalRule.status(words) == null ? status : RefusalRule.status(words),
                    reply,
                    reason,
                    reason.hard(),
                    words.length() > 2_000 ? words.substring(0, 2_000) : words));
        }
        return reports;
    }

    private static Reason bySubType(String type) {
        return switch (type) {
            case "NoEmail" -> Reason.USER_UNKNOWN;
            case "MailboxFull" -> Reason.MAILBOX_FULL;
            case "MessageTooLarge" -> Reason.TOO_LARGE;
            case "ContentRejected", "AttachmentRejected" -> Reason.CONTENT;
            case "Suppressed", "OnAccountSuppressionList" -> Reason.FILTERED;
            default -> Reason.OTHER;
        };
    }

    private static List<Report> deliveries(JsonNode delivery) {
        var said = delivery.path("smtpResponse").asText();
        return addresses(delivery.path("recipients")).stream()
                .map(address -> new Report(
                        address,
                        Report.Action.DELIVERED,
                        RefusalRule.status(said),
                        null,
                        Reason.OTHER,
                        false,
                        said.length() > 2_000 ? said.substring(0, 2_000) : said))
                .toList();
    }
}
