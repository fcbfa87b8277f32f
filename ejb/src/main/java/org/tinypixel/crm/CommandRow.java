package org.tinypixel.crm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Json;
import org.tinypixel.base.StableKey;
import org.tinypixel.engagement.EventType;

/** One record in one CRM, as far as we know it. */
@Entity
@Table(name = "crm_command")
class CommandRow {
    /** How far the newest content is. */
    enum State {
        WAITING,
        DONE,
        DEAD,
        PARKED
    }

    @Id
    String id;

    @Column(name = "connection_id")
    String connection;

    @Column(name = "command_key")
    String key;

    @Column(name = "owner_id")
    String owner;

    @Column(name = "message_copy")
    String copy;

    String recipient;

    @Enumerated(EnumType.STRING)
    EventType event;

    String subject;
    String content;
    long version;

    @Column(name = "delivered_version")
    long deliveredVersion;

    @Column(name = "ref_type")
    @Nullable
    String refType;

    @Column(name = "ref_id")
    @Nullable
    String refId;

    @Enumerated(EnumType.STRING)
    State state;

    int attempts;
    int writes;

    @Column(name = "last_error")
    @Nullable
    String lastError;

    @Column(name = "external_id")
    @Nullable
    String externalId;

    @Column(name = "external_url")
    @Nullable
    String externalUrl;

    boolean dropped;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "pending_since")
    Instant pendingSince;

    @Column(name = "done_at")
    @Nullable
    Instant doneAt;

    protected CommandRow() {}

    CommandRow(
            String connection,
            String owner,
            String copy,
            String recipient,
            EventType event,
            String subject,
            Instant now) {
        this.id = Ids.next();
        this.connection = connection;
        this.owner = owner;
        this.copy = copy;
        this.recipient = recipient;
        this.event = event;
        this.subject = subject;
        this.state = State.WAITING;
        this.createdAt = now;
        this.pendingSince = now;
        this.content = "";
        this.key = key(connection, copy, event, null);
    }

    /** The key of the record at this person; before the person is known one that no record carries. */
    static String key(String connection, String copy, EventType event, @Nullable CrmRef ref) {
        return StableKey.of(
                "crm", connection, copy, event.name(), ref == null ? "" : ref.type(), ref == null ? "" : ref.id());
    }

    /** A row for a further person with the same content. */
    CommandRow sibling(CrmRef ref) {
        var row = new CommandRow(connection, owner, copy, recipient, event, subject, createdAt);
        row.content = content;
        row.version = version;
        row.pendingSince = pendingSince;
        row.bind(ref);
        return row;
    }

    /** From now on it is this person's record. A record that exists keeps its key: it moved along with a merge. */
    final void bind(CrmRef ref) {
        refType = ref.type();
        refId = ref.id();
        if (externalId == null) {
            key = key(connection, copy, event, ref);
        }
    }

    @Nullable
    CrmRef ref() {
        return refType == null || refId == null ? null : CrmRef.named(refType, refId);
    }

    boolean isWritten() {
        return deliveredVersion >= version;
    }

    boolean says(Content other) {
        return Json.write(other).equals(content);
    }

    /** Newer content is to be written; what was given up gets another chance with it. */
    void change(Content newer, long newVersion, Instant now) {
        if (isWritten() || state == State.DEAD) {
            pendingSince = now;
        }
        content = Json.write(newer);
        version = Math.max(newVersion, version + 1);
        subject = newer.mail().subject();
        if (!dropped) {
            state = State.WAITING;
        }
    }

    Command command() {
        return new Command(key, version, ref(), externalId, Json.read(content, Content.class));
    }

    void take(SettleRule.Settlement settlement, long sentVersion, Instant now) {
        if (settlement instanceof SettleRule.Settlement.Done done) {
            externalId = done.externalId() == null ? externalId : done.externalId();
            externalUrl = done.url() == null ? externalUrl : done.url();
            deliveredVersion = Math.max(deliveredVersion, sentVersion);
            state = isWritten() ? State.DONE : State.WAITING;
            writes++;
            attempts = 0;
            lastError = null;
            doneAt = now;
        } else if (settlement instanceof SettleRule.Settlement.Dropped gone) {
            dropped = true;
            externalId = null;
            externalUrl = null;
            state = State.DONE;
            lastError = ConnectionRow.cut(gone.note());
            doneAt = now;
        } else if (settlement instanceof SettleRule.Settlement.Dead dead) {
            // What was refused is the content that was sent; a newer one waits on its own.
            state = version > sentVersion ? State.WAITING : State.DEAD;
            attempts++;
            lastError = ConnectionRow.cut(dead.error());
        } else if (settlement instanceof SettleRule.Settlement.Parked parked) {
            state = State.PARKED;
            lastError = ConnectionRow.cut(parked.error());
        } else if (settlement instanceof SettleRule.Settlement.LookUp lookUp) {
            refType = null;
            refId = null;
            attempts++;
            lastError = ConnectionRow.cut(lookUp.error());
        } else if (settlement instanceof SettleRule.Settlement.Again again) {
            state = State.WAITING;
            attempts += again.counts() ? 1 : 0;
            lastError = ConnectionRow.cut(again.error());
        }
    }
}
