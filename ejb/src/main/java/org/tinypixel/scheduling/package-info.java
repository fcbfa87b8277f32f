/**
 * The only code that knows Quartz: wakes every Sweep that it finds.
 */
@NullMarked
package org.tinypixel.scheduling;

import org.jspecify.annotations.NullMarked;
