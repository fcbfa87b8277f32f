/**
 * Everything read from the environment, checked at once, with the reference page made from it.
 */
@NullMarked
package org.tinypixel.settings;

import org.jspecify.annotations.NullMarked;
