/** What all connections to other people's servers share: sealed secrets, and which servers may be reached. */
@NullMarked
package org.tinypixel.connect;

import org.jspecify.annotations.NullMarked;
