/**
 * What changed and must be told: claim, lease, retry and dead-letter rules, shared by all that is delivered.
 */
@NullMarked
package org.tinypixel.outbox;

import org.jspecify.annotations.NullMarked;
