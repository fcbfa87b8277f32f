/**
 * SMTP submission: the server that mail programs hand their mails to.
 */
@NullMarked
package org.tinypixel.routes.gateway;

import org.jspecify.annotations.NullMarked;
