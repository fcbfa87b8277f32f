package org.tinypixel.inbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.StableKey;
import org.tinypixel.mail.Reason;

/** What one incoming message said of one copy. */
@Entity
@Table(name = "incoming_mail")
class IncomingRow {
    private static final int LONGEST_TEXT = 2000;
    private static final int LONGEST_BECAUSE = 100;
    private static final int LONGEST_STATUS = 20;

    @Id
    String id;

    @Column(name = "once_key")
    String onceKey;

    @Column(name = "message_hash")
    String messageHash;

    @Column(name = "mailbox_id")
    String mailbox;

    @Enumerated(EnumType.STRING)
    IncomingKind kind;

    String because;

    @Column(name = "received_at")
    Instant receivedAt;

    @Column(name = "owner_id")
    String owner;

    @Column(name = "message_id")
    String message;

    @Column(name = "copy_id")
    String copy;

    String recipient;

    @Column(name = "from_address")
    @Nullable
    String from;

    boolean guessed;
    boolean other;

    @Enumerated(EnumType.STRING)
    Report.@Nullable Action action;

    boolean hard;

    @Enumerated(EnumType.STRING)
    @Nullable
    Reason reason;

    @Nullable
    String status;

    @Nullable
    Integer reply;

    @Column(name = "server_text")
    @Nullable
    String text;

    @Column(name = "returns_on")
    @Nullable
    LocalDate returnsOn;

    protected IncomingRow() {}

    IncomingRow(String mailbox, String hash, Incoming incoming, Match match, Instant at) {
        id = Ids.next();
        onceKey = StableKey.of("incoming", hash, match.copy().id().value());
        messageHash = hash;
        this.mailbox = mailbox;
        kind = incoming.kind();
        because = Words.cut(incoming.because(), LONGEST_BECAUSE);
        receivedAt = at;
        owner = match.message().owner().value();
        message = match.message().id().value();
        copy = match.copy().id().value();
        recipient = match.copy().recipient().value();
        // Who is neither a recipient nor answered our mail is not stored.
        from = isKnown(incoming.from(), match) ? String.valueOf(incoming.from()) : null;
        guessed = match.guessed();
        other = match.other();
        returnsOn = incoming.returnsOn();
        var report = match.report();
        if (report != null) {
            action = report.action();
            var failed = report.action() == Report.Action.FAILED;
            hard = failed && report.hard();
            reason = failed || report.action() == Report.Action.DELAYED ? report.reason() : null;
            status = report.status() == null ? null : Words.cut(report.status(), LONGEST_STATUS);
            reply = report.reply();
            text = report.text().isEmpty() ? null : Words.cut(report.text(), LONGEST_TEXT);
        }
    }

    private boolean isKnown(@Nullable EmailAddress writer, Match match) {
        return writer != null && (match.copy().recipient().equals(writer) || kind == IncomingKind.REPLY);
    }

    /** Our own mail was found where it should arrive. */
    IncomingRow arrived() {
        kind = IncomingKind.OTHER;
        because = ARRIVED;
        from = null;
        returnsOn = null;
        return this;
    }

    static final String ARRIVED = "arrived";
}
