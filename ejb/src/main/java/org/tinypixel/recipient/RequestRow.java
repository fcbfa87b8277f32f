package org.tinypixel.recipient;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

@Entity
@Table(name = "recipient_request")
class RequestRow {
    @Id
    String id;

    String email;

    @Enumerated(EnumType.STRING)
    RecipientPages.Question question;

    @Column(name = "asked_at")
    Instant askedAt;

    @Column(name = "done_at")
    @Nullable
    Instant doneAt;

    protected RequestRow() {}

    RequestRow(String id, EmailAddress email, RecipientPages.Question question, Instant askedAt) {
        this.id = id;
        this.email = email.value();
        this.question = question;
        this.askedAt = askedAt;
    }

    RecipientPages.Request shown() {
        return new RecipientPages.Request(id, new EmailAddress(email), question, askedAt, doneAt);
    }
}
