/**
 * What those who run the server ask it: health.
 */
@NullMarked
package org.tinypixel.web.ops;

import org.jspecify.annotations.NullMarked;
