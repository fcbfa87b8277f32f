package org.tinypixel.followup;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "mail_template")
class TemplateRow {
    @Id
    String id;

    @Column(name = "owner_id")
    String ownerId;

    String name;

    @Column(name = "name_key")
    String nameKey;

    @Nullable
    String subject;

    @Nullable
    String html;

    @Nullable
    String plain;

    @Column(name = "changed_at")
    Instant changedAt;

    protected TemplateRow() {}

    TemplateRow(String id, String ownerId, NewMailTemplate given, Instant now) {
        this.id = id;
        this.ownerId = ownerId;
        this.name = name(given);
        this.nameKey = SequenceRow.key(name);
        this.changedAt = now;
        text(given);
    }

    void change(NewMailTemplate given, Instant now) {
        name = name(given);
        nameKey = SequenceRow.key(name);
        changedAt = now;
        text(given);
    }

    private void text(NewMailTemplate given) {
        subject = kept(given.subject());
        html = kept(given.html());
        plain = kept(given.text());
    }

    private static String name(NewMailTemplate given) {
        return given.name() == null ? "" : given.name().strip();
    }

    /** The text as it is; null where it is empty. */
    static @Nullable String kept(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    MailTemplate shown() {
        return new MailTemplate(id, name, subject, html, plain, Rendering.warnings(subject, html, plain));
    }
}
