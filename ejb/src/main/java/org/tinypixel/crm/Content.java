package org.tinypixel.crm;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.classify.Confidence;
import org.tinypixel.engagement.EventType;

/** What a CRM is told of one mail, recipient and event type: always the whole state, never a difference, so that repeating is harmless. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Content.LogMessage.class, name = "message"),
    @JsonSubTypes.Type(value = Content.LogEngagement.class, name = "engagement")
})
public sealed interface Content {
    Mail mail();

    EventType type();

    /** When it last happened. */
    Instant at();

    /** One line in words, for example {@code Opened 4 times, last 5 Nov 2026 14:00 UTC}. */
    String headline();

    /**
     * The mail that it is about.
     *
     * @param copy id of the copy
     * @param message id of the message
     * @param messageIdHeader without angle brackets
     * @param url where a person sees all about the mail in Tinypixel
     */
    record Mail(
            String copy,
            String message,
            String messageIdHeader,
            String subject,
            EmailAddress sender,
            @Nullable String senderName,
            EmailAddress recipient,
            @Nullable String recipientName,
            @Nullable String campaign,
            @Nullable String template,
            String url) {}

    /** The mail left. */
    record LogMessage(Mail mail, Instant sentAt) implements Content {
        @Override
        public EventType type() {
            return EventType.SENT;
        }

        @Override
        public Instant at() {
            return sentAt;
        }

        @Override
        public String headline() {
            return "Sent " + day(sentAt);
        }
    }

    /**
     * What happened to the mail.
     *
     * @param count how often; 0 where an earlier view of it turned out to be a machine's
     * @param reason one sentence, null where there is nothing to add
     * @param links clicked links, most clicked first
     */
    record LogEngagement(
            Mail mail,
            EventType type,
            Instant firstAt,
            Instant lastAt,
            int count,
            @Nullable Confidence confidence,
            @Nullable String reason,
            List<Link> links)
            implements Content {
        public LogEngagement {
            links = List.copyOf(links);
        }

        @Override
        public Instant at() {
            return lastAt;
        }

        @Override
        public String headline() {
            var times = count == 1 ? "once, " : count + " times, last ";
            return switch (type) {
                case SENT -> "Sent " + day(lastAt);
                case OPENED -> count == 0 ? "Not opened by a person" : "Opened " + times + day(lastAt);
                case CLICKED -> count == 0 ? "Not clicked by a person" : "Clicked " + times + day(lastAt);
                case REPLIED -> "Replied " + day(lastAt);
                case BOUNCED -> "Bounced " + day(lastAt);
                case FOLLOW_UP -> "Follow-up " + day(lastAt);
            };
        }
    }

    /** A clicked link. */
    record Link(String label, int clicks) {}

    private static String day(Instant at) {
        return DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(at);
    }
}
