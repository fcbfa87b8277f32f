/**
 * Pixel and links, as recipients' mail programs ask for them: no database, no sign-in, no cookie.
 */
@NullMarked
package org.tinypixel.web.track;

import org.jspecify.annotations.NullMarked;
