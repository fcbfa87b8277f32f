package org.tinypixel.engagement;

/** Copies changed in this transaction; after its commit the live feed looks for them. */
record CopiesChanged() {}
