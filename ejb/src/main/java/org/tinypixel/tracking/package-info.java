/**
 * Messages and copies, the one decision to track, signed tokens, pixel and link insertion.
 */
@NullMarked
package org.tinypixel.tracking;

import org.jspecify.annotations.NullMarked;
