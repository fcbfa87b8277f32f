package org.tinypixel.mail;

import java.time.Instant;
import org.tinypixel.base.CopyId;
import org.tinypixel.engagement.DeliveryStatus;

/** How the hand-over of a copy ended (sent, failed, not confirmed, bounced, cancelled). Fired synchronously inside the transaction that stores it. */
public record HandedOver(CopyId copy, DeliveryStatus status, Instant at, String detail) {}
