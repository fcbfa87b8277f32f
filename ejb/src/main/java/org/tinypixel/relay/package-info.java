/**
 * The mail servers that take our mail: settings, whose mail each takes, and how each is.
 */
@NullMarked
package org.tinypixel.relay;

import org.jspecify.annotations.NullMarked;
