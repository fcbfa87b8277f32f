/** What all connections to other people's servers share: what may be typed of one, which may be reached, what a look at one met, and sealed secrets. */
@NullMarked
package org.tinypixel.connect;

import org.jspecify.annotations.NullMarked;
