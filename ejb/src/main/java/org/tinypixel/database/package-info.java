/**
 * The database's life: reached, migrated, ready; and what the features' SQL shares.
 */
@NullMarked
package org.tinypixel.database;

import org.jspecify.annotations.NullMarked;
