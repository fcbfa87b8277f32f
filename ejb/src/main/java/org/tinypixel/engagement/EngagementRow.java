package org.tinypixel.engagement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Json;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.classify.Viewing;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/** One copy in the read model. Managed only while its row is locked; whoever only reads detaches it. */
@Entity
@Table(name = "engagement")
class EngagementRow {
    private static final int CLOB = Integer.MAX_VALUE;

    @Id
    @Column(name = "copy_id")
    String copyId;

    @Column(name = "message_id", updatable = false)
    String messageId;

    @Column(name = "owner_id", updatable = false)
    String ownerId;

    @Column(updatable = false)
    String sender;

    @Column(name = "sender_name", updatable = false)
    @Nullable
    String senderName;

    @Column(updatable = false)
    String recipient;

    @Column(name = "recipient_name", updatable = false)
    @Nullable
    String recipientName;

    @Column(name = "time_zone", updatable = false)
    @Nullable
    String timeZone;

    @Column(updatable = false)
    String subject;

    @Column(name = "message_id_header", updatable = false)
    String messageIdHeader;

    @Column(updatable = false)
    @Nullable
    String campaign;

    @Column(updatable = false)
    @Nullable
    String template;

    @Column(name = "sequence_name", updatable = false)
    @Nullable
    String sequence;

    @Column(name = "tracks_opens", updatable = false)
    boolean tracksOpens;

    @Column(name = "not_tracked", updatable = false)
    @Nullable
    String notTracked;

    @Column(updatable = false, length = CLOB)
    String links;

    @Column(name = "link_count", updatable = false)
    int linkCount;

    @Column(name = "copy_number", updatable = false)
    int copyNumber;

    @Column(updatable = false)
    boolean test;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Enumerated(EnumType.STRING)
    DeliveryStatus delivery;

    @Column(name = "delivery_at")
    Instant deliveryAt;

    @Column(name = "delivery_detail")
    @Nullable
    String deliveryDetail;

    boolean captured;

    @Column(name = "sent_at")
    @Nullable
    Instant sentAt;

    @Column(name = "bounced_at")
    @Nullable
    Instant bouncedAt;

    @Column(name = "replied_at")
    @Nullable
    Instant repliedAt;

    @Enumerated(EnumType.STRING)
    EngagementStatus status;

    String reason;

    @Enumerated(EnumType.STRING)
    @Nullable
    Confidence confidence;

    int opens;

    boolean inferred;

    @Column(name = "machine_loads")
    int machineLoads;

    @Column(name = "first_open_at")
    @Nullable
    Instant firstOpenAt;

    @Column(name = "last_open_at")
    @Nullable
    Instant lastOpenAt;

    int clicks;

    @Column(name = "clicks_per_link", length = CLOB)
    String clicksPerLink;

    @Column(name = "first_click_at")
    @Nullable
    Instant firstClickAt;

    @Column(name = "last_click_at")
    @Nullable
    Instant lastClickAt;

    @Column(length = CLOB)
    String devices;

    @Column(length = CLOB)
    String countries;

    String forward;

    @Column(name = "forward_because")
    @Nullable
    String forwardBecause;

    @Column(name = "view_known")
    boolean viewKnown;

    /** Milliseconds. */
    @Column(name = "view_total")
    long viewTotal;

    @Column(name = "view_longest")
    long viewLongest;

    @Column(name = "view_unknown")
    @Nullable
    String viewUnknown;

    boolean printed;

    @Column(name = "settles_at")
    @Nullable
    Instant settlesAt;

    boolean unsubscribed;

    boolean marked;

    /** When the recipient is back, as the last automatic reply says. */
    @Column(name = "away_until")
    @Nullable
    LocalDate awayUntil;

    @Column(name = "rule_version")
    int ruleVersion;

    String shown;

    @Column(name = "shown_reason")
    String shownReason;

    /** When it was sent, or taken in while it was not: the time by which lists and reports choose. Never before it was taken in, whatever another's clock says. */
    @Column(name = "counted_at")
    Instant countedAt;

    @Column(name = "last_at")
    Instant lastAt;

    @Column(length = CLOB)
    String announced;

    /** Zero while it was never folded. */
    long version;

    protected EngagementRow() {}

    /** A copy of a mail that was just taken in; nothing is known of it yet. */
    EngagementRow(StoredMessage message, StoredCopy copy, int copyNumber) {
        this.copyNumber = copyNumber;
        copyId = copy.id().value();
        messageId = message.id().value();
        ownerId = message.owner().value();
        sender = message.sender().value();
        senderName = Texts.cut(message.senderName(), 1000);
        recipient = copy.recipient().value();
        recipientName = Texts.cut(copy.recipientName(), 1000);
        timeZone = Texts.cut(copy.timeZone(), 100);
        subject = Texts.cut(message.subject(), 4000);
        messageIdHeader = message.messageIdHeader();
        campaign = Texts.cut(message.campaign(), 1000);
        template = Texts.cut(message.template(), 1000);
        sequence = Texts.cut(message.sequence(), 1000);
        tracksOpens = copy.tracksOpens();
        notTracked = Texts.cut(copy.notTracked(), 1000);
        links = Json.write(copy.links().stream()
                .map(link -> new CopyLink(link.url(), link.label()))
                .toList());
        linkCount = copy.links().size();
        test = message.test();
        createdAt = message.createdAt();
        delivery = DeliveryStatus.QUEUED;
        deliveryAt = createdAt;
        status = EngagementStatus.NOT_SEEN;
        reason = "";
        clicksPerLink = "{}";
        devices = "[]";
        countries = "[]";
        forward = "no";
        shown = Shown.wire(DeliveryStatus.QUEUED);
        shownReason = "";
        countedAt = createdAt;
        lastAt = createdAt;
        announced = "[]";
    }

    CopyId copy() {
        return new CopyId(copyId);
    }

    /** What to call the recipient in a sentence. */
    String who() {
        return recipientName == null || recipientName.isBlank() ? recipient : recipientName;
    }

    List<CopyLink> links() {
        return read(links, new TypeReference<>() {});
    }

    Set<String> announced() {
        return read(announced, new TypeReference<LinkedHashSet<String>>() {});
    }

    Figures figures() {
        return new Figures(
                new Delivery(delivery, deliveryAt, deliveryDetail, captured, sentAt, bouncedAt),
                repliedAt,
                new Engagement(
                        status,
                        reason,
                        confidence,
                        opens,
                        inferred,
                        machineLoads,
                        firstOpenAt,
                        lastOpenAt,
                        clicks,
                        read(clicksPerLink, new TypeReference<Map<Integer, Integer>>() {}),
                        firstClickAt,
                        lastClickAt,
                        read(devices, new TypeReference<List<Device>>() {}),
                        read(countries, new TypeReference<List<String>>() {}),
                        forward,
                        forwardBecause,
                        new Viewing(viewKnown, viewTotal, viewLongest, viewUnknown),
                        printed,
                        settlesAt,
                        List.of(),
                        ruleVersion),
                unsubscribed,
                marked);
    }

    /** Takes over what a fold gave and becomes the next version. */
    void take(Figures figures) {
        var news = figures.delivery();
        delivery = news.status();
        deliveryAt = news.at();
        deliveryDetail = news.detail();
        captured = news.captured();
        sentAt = news.sentAt();
        bouncedAt = news.bouncedAt();
        repliedAt = figures.repliedAt();
        var engagement = figures.engagement();
        status = engagement.status();
        reason = engagement.reason();
        confidence = engagement.confidence();
        opens = engagement.opens();
        inferred = engagement.inferred();
        machineLoads = engagement.machineLoads();
        firstOpenAt = engagement.firstOpen();
        lastOpenAt = engagement.lastOpen();
        clicks = engagement.clicks();
        clicksPerLink = Json.write(new java.util.TreeMap<>(engagement.clicksPerLink()));
        firstClickAt = engagement.firstClick();
        lastClickAt = engagement.lastClick();
        devices = Json.write(engagement.devices());
        countries = Json.write(engagement.countries());
        forward = engagement.forwardLikelihood();
        forwardBecause = engagement.forwardBecause();
        var viewing = engagement.viewing();
        viewKnown = viewing.known();
        viewTotal = viewing.total();
        viewLongest = viewing.longest();
        viewUnknown = Texts.cut(viewing.unknownBecause(), 200);
        printed = engagement.printed();
        settlesAt = engagement.settlesAt();
        unsubscribed = figures.unsubscribed();
        marked = figures.marked();
        ruleVersion = engagement.ruleVersion();
        var what = Shown.of(figures);
        shown = what.status();
        shownReason = Texts.cut(what.reason(), 4000);
        countedAt = sentAt == null || sentAt.isBefore(createdAt) ? createdAt : sentAt;
        lastAt = Stream.of(sentAt, bouncedAt, repliedAt, lastOpenAt, lastClickAt)
                .filter(java.util.Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(createdAt);
        version++;
    }

    CopyState state() {
        var figures = figures();
        return new CopyState(
                copy(),
                new MessageId(messageId),
                new UserId(ownerId),
                new EmailAddress(sender),
                senderName,
                new EmailAddress(recipient),
                recipientName,
                timeZone,
                subject,
                messageIdHeader,
                campaign,
                template,
                sequence,
                linkCount,
                tracksOpens,
                test,
                createdAt,
                sentAt,
                delivery,
                deliveryDetail,
                repliedAt,
                figures.engagement(),
                version);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.MAPPER.readValue(json, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("our own JSON in the engagement table", damaged);
        }
    }
}
