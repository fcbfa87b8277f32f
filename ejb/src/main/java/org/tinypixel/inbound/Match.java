package org.tinypixel.inbound;

import org.jspecify.annotations.Nullable;
import org.tinypixel.tracking.StoredCopy;
import org.tinypixel.tracking.StoredMessage;

/**
 * A copy that an incoming message is about.
 *
 * @param guessed only addresses, time and subject fit; the message names no mail of ours
 * @param other it came from somebody who was no recipient
 * @param report what a notice says of this copy; null where it is no notice
 */
record Match(
        StoredMessage message,
        StoredCopy copy,
        boolean guessed,
        boolean other,
        @Nullable Report report) {}
