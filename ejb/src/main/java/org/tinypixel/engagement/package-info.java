/**
 * The read model per copy, evidence other than hits, timeline, live events.
 */
@NullMarked
package org.tinypixel.engagement;

import org.jspecify.annotations.NullMarked;
