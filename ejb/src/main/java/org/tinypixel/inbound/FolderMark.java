package org.tinypixel.inbound;

/**
 * How far a folder was read. Ids are those of IMAP (RFC 3501, section 2.3.1.1): they grow as long as the validity stays.
 *
 * @param validity 0 where the folder was never read
 * @param lastUid the greatest that was taken; 0 for none
 */
public record FolderMark(long validity, long lastUid) {}
