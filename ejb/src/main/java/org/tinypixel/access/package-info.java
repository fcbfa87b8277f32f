/**
 * Users, teams, roles, API keys, sessions, audit; who sees whose mail.
 */
@NullMarked
package org.tinypixel.access;

import org.jspecify.annotations.NullMarked;
