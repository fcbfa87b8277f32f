/**
 * Connections, and what each CRM and webhook was told.
 */
@NullMarked
package org.tinypixel.crm;

import org.jspecify.annotations.NullMarked;
