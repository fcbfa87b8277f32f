/**
 * Ids, addresses, failures, time: what every feature speaks in. Depends on nothing of Tinypixel.
 */
@NullMarked
package org.tinypixel.base;

import org.jspecify.annotations.NullMarked;
