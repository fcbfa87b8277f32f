package org.tinypixel.inbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;
import org.tinypixel.base.Times;

/** One mailbox as stored, with its state; {@code addresses} and {@code folders} are JSON lists of text, {@code secret} is sealed. Changed only while its row is locked. */
@Entity
@Table(name = "mailbox")
class MailboxRow {
    private static final int LONGEST_FAILURE = 2000;

    @Id
    String id;

    String name;
    String host;
    int port;
    boolean tls;

    @Column(name = "user_name")
    String user;

    @Nullable
    String secret;

    @Column(name = "sign_in")
    @Enumerated(EnumType.STRING)
    Mailbox.SignIn signIn;

    @Nullable
    String authorities;

    String addresses;
    String folders;

    @Column(name = "sent_folder")
    @Nullable
    String sentFolder;

    @Column(name = "any_mail")
    boolean anyMail;

    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;

    @Nullable
    String holder;

    @Column(name = "held_until")
    @Nullable
    Instant heldUntil;

    @Nullable
    Boolean idle;

    @Column(name = "read_at")
    @Nullable
    Instant readAt;

    @Column(name = "failing_since")
    @Nullable
    Instant failingSince;

    @Nullable
    String failure;

    int failures;

    @Column(name = "next_try_at")
    @Nullable
    Instant nextTryAt;

    long taken;
    long unreadable;

    @Column(name = "unmatched_bounces")
    long unmatchedBounces;

    @Column(name = "unmatched_complaints")
    long unmatchedComplaints;

    protected MailboxRow() {}

    MailboxRow(String id, Mailbox mailbox, boolean anyMail, @Nullable String sealed, Instant now) {
        this.id = id;
        this.createdAt = now;
        fill(mailbox, anyMail, sealed);
    }

    /** Takes new settings; whatever failed with the old ones may work now. */
    final void fill(Mailbox mailbox, boolean any, @Nullable String sealed) {
        var server = mailbox.server();
        name = mailbox.name();
        host = server.host();
        port = server.port();
        tls = server.tls();
        user = server.user();
        secret = sealed;
        signIn = server.signIn();
        authorities = server.authorities();
        addresses = Json.write(mailbox.addresses());
        folders = Json.write(mailbox.folders());
        sentFolder = mailbox.sentFolder();
        anyMail = any;
        enabled = mailbox.enabled();
        works();
    }

    /** All that had arrived by {@code begun} was taken. */
    void finished(Instant begun) {
        readAt = Times.latest(readAt, Times.micros(begun));
        works();
    }

    final void works() {
        failingSince = null;
        failure = null;
        failures = 0;
        nextTryAt = null;
    }

    Instant failed(String why, Instant now) {
        failingSince = failingSince == null ? Times.micros(now) : failingSince;
        failure = Words.cut(why, LONGEST_FAILURE);
        failures++;
        var next = Times.micros(now.plus(PauseRule.pause(failures)));
        nextTryAt = next;
        return next;
    }
}
