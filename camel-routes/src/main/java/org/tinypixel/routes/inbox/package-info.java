/**
 * Mail in (IMAP): reads mailboxes for what comes back, and changes nothing in them.
 */
@NullMarked
package org.tinypixel.routes.inbox;

import org.jspecify.annotations.NullMarked;
