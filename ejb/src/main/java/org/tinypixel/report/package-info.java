/**
 * Filters, figures and the workbook; the only code that knows POI.
 */
@NullMarked
package org.tinypixel.report;

import org.jspecify.annotations.NullMarked;
