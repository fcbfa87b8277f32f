/** The pages of recipients: no sign-in, no script, no cookie, nothing from elsewhere; in their general form they need no database. */
@NullMarked
package org.tinypixel.web.recipient;

import org.jspecify.annotations.NullMarked;
