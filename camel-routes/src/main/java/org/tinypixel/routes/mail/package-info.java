/**
 * Mail out (SMTP to the relay).
 */
@NullMarked
package org.tinypixel.routes.mail;

import org.jspecify.annotations.NullMarked;
