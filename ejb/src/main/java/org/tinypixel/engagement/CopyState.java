package org.tinypixel.engagement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Engagement;

/**
 * A copy's state of now, for decisions, CRM and reports.
 *
 * @param engagement folded; its {@code hits} are left out (empty)
 * @param sentAt when the next mail server took it, null while not
 * @param version grows with every change
 */
public record CopyState(
        CopyId copy,
        MessageId message,
        UserId owner,
        EmailAddress sender,
        @Nullable String senderName,
        EmailAddress recipient,
        @Nullable String recipientName,
        @Nullable String timeZone,
        String subject,
        String messageIdHeader,
        @Nullable String campaign,
        @Nullable String template,
        @Nullable String sequence,
        int trackedLinks,
        boolean tracksOpens,
        boolean test,
        Instant createdAt,
        @Nullable Instant sentAt,
        DeliveryStatus delivery,
        @Nullable String deliveryDetail,
        @Nullable Instant repliedAt,
        Engagement engagement,
        long version) {}
