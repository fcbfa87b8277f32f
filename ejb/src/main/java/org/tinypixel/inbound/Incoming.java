package org.tinypixel.inbound;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/**
 * An incoming message as the rules understand it. Holds no body.
 *
 * @param because why it is of this kind: a stable key, for example {@code auto-submitted}
 * @param messageId its own {@code Message-ID} without angle brackets; null where it has none
 * @param from who wrote it; null where nobody can be named
 * @param to all addresses in To, Cc, Delivered-To and X-Original-To
 * @param subject decoded; empty where there is none
 * @param date as its {@code Date} says; null where that cannot be read
 * @param refersTo ids of mails that it refers to, without angle brackets, the surest first: In-Reply-To, References from the newest, ids of an original that came back
 * @param original the mail that came back inside it, or that a report names; null where there is none
 * @param reports one for each recipient that a notice tells of; empty for other kinds
 * @param returnsOn when the absent person is back, as an automatic reply says; null where it does not
 * @param displayed for a read receipt: whether a person had the mail displayed
 */
public record Incoming(
        IncomingKind kind,
        String because,
        @Nullable String messageId,
        @Nullable EmailAddress from,
        List<EmailAddress> to,
        String subject,
        @Nullable Instant date,
        List<String> refersTo,
        @Nullable Original original,
        List<Report> reports,
        @Nullable LocalDate returnsOn,
        boolean displayed) {
    public Incoming {
        to = List.copyOf(to);
        refersTo = List.copyOf(refersTo);
        reports = List.copyOf(reports);
    }

    /**
     * A returned mail, or what is left of it.
     *
     * @param copy the value of its {@code X-Tinypixel-Id}; null where it has none
     */
    public record Original(
            @Nullable String messageId,
            @Nullable String copy,
            @Nullable EmailAddress sender,
            List<EmailAddress> recipients,
            @Nullable String subject) {
        public Original {
            recipients = List.copyOf(recipients);
        }
    }
}
