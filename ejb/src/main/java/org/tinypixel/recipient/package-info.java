/** What recipients see of themselves, and what they wish. */
@NullMarked
package org.tinypixel.recipient;

import org.jspecify.annotations.NullMarked;
