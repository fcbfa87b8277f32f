/**
 * Who asks: session cookie or API key.
 */
@NullMarked
package org.tinypixel.web.session;

import org.jspecify.annotations.NullMarked;
