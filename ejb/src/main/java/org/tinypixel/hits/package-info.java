/**
 * Durable intake of hits and the raw log of them.
 */
@NullMarked
package org.tinypixel.hits;

import org.jspecify.annotations.NullMarked;
