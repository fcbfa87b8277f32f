package org.tinypixel.crm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.engagement.EventType;
import org.tinypixel.tracking.StoredCopy;

/** What a CRM shall say about a copy. Pure. */
final class PlanRule {
    private static final Duration BURST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int LONGEST_LABEL = 200;
    private static final int MOST_LINKS = 20;

    private PlanRule() {}

    /**
     * The content of the record, or empty where a CRM should have none (nothing happened, only machines came, a test mail).
     *
     * @param known what the record was to say until now, null where there is none yet
     * @param followUp the newest news of a follow-up, null where there are none
     * @param links the copy's links in the order of the mail
     */
    static Optional<Content> content(
            CopyState state,
            EventType type,
            List<StoredCopy.Link> links,
            String messageUrl,
            @Nullable Content known,
            Engagements.@Nullable Note followUp,
            Instant now) {
        if (state.test()) {
            return Optional.empty();
        }
        var mail = mail(state, messageUrl);
        return switch (type) {
            case SENT ->
                state.sentAt() == null ? Optional.empty() : Optional.of(new Content.LogMessage(mail, state.sentAt()));
            case OPENED -> opened(state, mail, known);
            case CLICKED -> clicked(state, mail, links, known);
            case REPLIED ->
                state.repliedAt() == null ? Optional.empty() : Optional.of(once(mail, type, state.repliedAt(), null));
            case BOUNCED ->
                state.delivery() == DeliveryStatus.BOUNCED
                        ? Optional.of(once(mail, type, known == null ? now : known.at(), state.deliveryDetail()))
                        : Optional.empty();
            case FOLLOW_UP ->
                followUp == null ? Optional.empty() : Optional.of(once(mail, type, followUp.at(), followUp.text()));
        };
    }

    private static Optional<Content> opened(CopyState state, Content.Mail mail, @Nullable Content known) {
        var engagement = state.engagement();
        var first = engagement.firstOpen();
        var last = engagement.lastOpen();
        if (engagement.opens() == 0 || first == null || last == null) {
            return withdrawn(known, mail, engagement.reason());
        }
        return Optional.of(new Content.LogEngagement(
                mail,
                EventType.OPENED,
                first,
                last,
                engagement.opens(),
                engagement.confidence(),
                engagement.reason(),
                List.of()));
    }

    private static Optional<Content> clicked(
            CopyState state, Content.Mail mail, List<StoredCopy.Link> links, @Nullable Content known) {
        var engagement = state.engagement();
        var first = engagement.firstClick();
        var last = engagement.lastClick();
        if (engagement.clicks() == 0 || first == null || last == null) {
            return withdrawn(known, mail, engagement.reason());
        }
        var clicked = new ArrayList<Content.Link>();
        engagement.clicksPerLink().forEach((index, clicks) -> {
            if (index >= 0 && index < links.size()) {
                clicked.add(new Content.Link(label(links.get(index)), clicks));
            }
        });
        clicked.sort(Comparator.comparingInt(Content.Link::clicks).reversed().thenComparing(Content.Link::label));
        return Optional.of(new Content.LogEngagement(
                mail,
                EventType.CLICKED,
                first,
                last,
                engagement.clicks(),
                engagement.confidence(),
                engagement.reason(),
                clicked.subList(0, Math.min(MOST_LINKS, clicked.size()))));
    }

    /** What was told once and turned out to be a machine is told again with count 0; what was never told stays untold. */
    private static Optional<Content> withdrawn(@Nullable Content known, Content.Mail mail, String reason) {
        return known instanceof Content.LogEngagement told
                ? Optional.of(new Content.LogEngagement(
                        mail, told.type(), told.firstAt(), told.lastAt(), 0, null, reason, List.of()))
                : Optional.empty();
    }

    private static Content once(Content.Mail mail, EventType type, Instant at, @Nullable String reason) {
        return new Content.LogEngagement(mail, type, at, at, 1, null, reason, List.of());
    }

    private static Content.Mail mail(CopyState state, String url) {
        return new Content.Mail(
                state.copy().value(),
                state.message().value(),
                state.messageIdHeader(),
                state.subject(),
                state.sender(),
                state.senderName(),
                state.recipient(),
                state.recipientName(),
                state.campaign(),
                state.template(),
                url);
    }

    private static String label(StoredCopy.Link link) {
        var text = link.label().isBlank() ? link.url() : link.label();
        return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL - 1) + "…";
    }

    /**
     * When a change may be written at the earliest: bursts join, and the more often a record was written the longer it waits, so that the hundredth open of a mail
     * costs the CRM nearly nothing.
     *
     * @param writes so far
     * @param last when it was written last, null for never
     */
    static Instant notBefore(EventType type, int writes, @Nullable Instant last, Instant now) {
        if (last == null) {
            var joins = type == EventType.OPENED || type == EventType.CLICKED;
            return joins ? now.plus(BURST) : now;
        }
        var pause = BURST.multipliedBy(1L << Math.min(writes, 10));
        var next = last.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
        return next.isAfter(now) ? next : now;
    }
}
