/**
 * Outgoing mails, the captured-mail inbox, later bounces and replies.
 */
@NullMarked
package org.tinypixel.mail;

import org.jspecify.annotations.NullMarked;
