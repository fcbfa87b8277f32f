package org.tinypixel.engagement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Device;
import org.tinypixel.classify.JudgedHit;
import org.tinypixel.classify.Verdict;

/** One line of a copy's history: a hit as it is judged now, or something that is no hit. */
@Entity
@Table(name = "timeline_entry")
class TimelineRow {
    @Id
    String id;

    @Column(name = "copy_id", updatable = false)
    String copyId;

    @Column(name = "message_id", updatable = false)
    String messageId;

    @Column(name = "happened_at", updatable = false)
    Instant at;

    /** As the API writes it: open, click, sent, bounce and so on. */
    @Column(updatable = false)
    String kind;

    @Nullable
    String text;

    /** Null for what is no hit. */
    @Enumerated(EnumType.STRING)
    @Nullable
    Verdict verdict;

    @Enumerated(EnumType.STRING)
    @Nullable
    Confidence confidence;

    @Nullable
    String rule;

    @Column(name = "device_kind")
    @Nullable
    String deviceKind;

    @Column(name = "device_os")
    @Nullable
    String deviceOs;

    @Column(name = "device_client")
    @Nullable
    String deviceClient;

    @Nullable
    String country;

    @Column(name = "link_index", updatable = false)
    int linkIndex;

    protected TimelineRow() {}

    /** A line that is no hit. */
    TimelineRow(String id, EngagementRow copy, Instant at, String kind, @Nullable String text) {
        this.id = id;
        copyId = copy.copyId;
        messageId = copy.messageId;
        this.at = at;
        this.kind = kind;
        this.text = Texts.cut(text, 2000);
        linkIndex = -1;
    }

    /** The line of a hit. */
    TimelineRow(EngagementRow copy, JudgedHit judged) {
        this(
                judged.hit().id().value(),
                copy,
                judged.hit().receivedAt(),
                Shown.wire(judged.hit().kind()),
                judged.reason());
        linkIndex = judged.hit().linkIndex();
        judge(judged);
    }

    /** Takes over a verdict, which may be another than before. */
    final void judge(JudgedHit judged) {
        text = Texts.cut(judged.reason(), 2000);
        verdict = judged.verdict();
        confidence = judged.confidence();
        rule = Texts.cut(judged.rule(), 100);
        deviceKind = Texts.cut(judged.device().kind(), 20);
        deviceOs = Texts.cut(judged.device().os(), 100);
        deviceClient = Texts.cut(judged.device().client(), 200);
        country = Texts.cut(judged.country(), 100);
    }

    @Nullable
    Device device() {
        return deviceKind == null || deviceOs == null || deviceClient == null
                ? null
                : new Device(deviceKind, deviceOs, deviceClient);
    }
}
