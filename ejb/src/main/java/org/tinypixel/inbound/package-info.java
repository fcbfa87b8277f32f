/**
 * Mailboxes that are read for what comes back: replies, automatic replies, bounces, complaints, requests to stop. Reads only; nothing in a mailbox is changed.
 */
@NullMarked
package org.tinypixel.inbound;

import org.jspecify.annotations.NullMarked;
