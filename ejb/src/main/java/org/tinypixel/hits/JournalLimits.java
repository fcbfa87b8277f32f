package org.tinypixel.hits;

/**
 * Sizes of the journal in bytes.
 *
 * @param segment of one file; the one in use and one ahead are allocated in advance, so a disk that fills up leaves that much
 * @param queue what may wait in memory for the disk
 * @param disk what all files together may take; above it hits are refused, so that the disk stays usable for the database
 */
record JournalLimits(int segment, long queue, long disk) {
    /** Two gigabytes hold some six million hits. */
    static final JournalLimits USUAL = new JournalLimits(16 << 20, 16L << 20, 2L << 30);
}
