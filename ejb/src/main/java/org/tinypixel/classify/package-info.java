/**
 * Pure rules: all evidence of one copy in, verdict out.
 */
@NullMarked
package org.tinypixel.classify;

import org.jspecify.annotations.NullMarked;
