/**
 * Who gets no mail (suppression) and who is not tracked (opt-out).
 */
@NullMarked
package org.tinypixel.privacy;

import org.jspecify.annotations.NullMarked;
