/** What all connections to other mail servers share: which address, which certificate, and how to say what failed. */
@NullMarked
package org.tinypixel.routes.peer;

import org.jspecify.annotations.NullMarked;
