/**
 * The JSON API under /api/v1: resources translate between HTTP and facades, and hold no rule.
 */
@NullMarked
package org.tinypixel.web.api;

import org.jspecify.annotations.NullMarked;
