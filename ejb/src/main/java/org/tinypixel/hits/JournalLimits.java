package org.tinypixel.hits;

/**
 * Sizes of the journal in bytes.
 *
 * @param segment of one file
 * @param queue what may wait in memory for the disk
 * @param disk what all files together may take; above it hits are refused, so that the disk stays usable for the database
 * @param ahead files that are made in advance: the reserve that a disk leaves that others filled up
 */
record JournalLimits(int segment, long queue, long disk, int ahead) {
    /** Two gigabytes hold some six million hits, and four files of the reserve a quarter of a million. */
    static final JournalLimits USUAL = new JournalLimits(16 << 20, 16L << 20, 2L << 30, 4);
}
