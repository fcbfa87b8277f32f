/**
 * Every protocol but HTTP in: starts Camel, and wakes its routes when the outbox has something.
 */
@NullMarked
package org.tinypixel.routes;

import org.jspecify.annotations.NullMarked;
