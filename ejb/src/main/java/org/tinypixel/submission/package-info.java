/**
 * Mails that mail programs hand in: who they are, what their addresses ask for, and a retry after a lost answer.
 */
@NullMarked
package org.tinypixel.submission;

import org.jspecify.annotations.NullMarked;
