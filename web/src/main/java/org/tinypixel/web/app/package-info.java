/** Hands out the application's own pages. */
@NullMarked
package org.tinypixel.web.app;

import org.jspecify.annotations.NullMarked;
