/**
 * Sequences, templates, enrollments, due steps and their decisions with the why-log.
 */
@NullMarked
package org.tinypixel.followup;

import org.jspecify.annotations.NullMarked;
