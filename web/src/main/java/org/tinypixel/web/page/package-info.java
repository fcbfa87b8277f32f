/** What pages for people without sign-in are made of; it needs no database. */
@NullMarked
package org.tinypixel.web.page;

import org.jspecify.annotations.NullMarked;
