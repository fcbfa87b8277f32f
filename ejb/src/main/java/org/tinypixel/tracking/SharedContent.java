package org.tinypixel.tracking;

import java.io.InputStream;

/** The bytes that all copies of one mail share: in memory while the mail is taken in, in pieces of a database afterwards. */
public sealed interface SharedContent permits ReadContent, KeptContent {
    /** In bytes. */
    int length();

    /** Reads all, from the beginning. */
    InputStream open();

    /** CRC-32C (RFC 3720, appendix B.4) of all bytes: tells content that was damaged or mixed up where it was kept. */
    int checksum();

    /** Whether bytes above 127 stand in the header, which a server must allow (RFC 6531). */
    boolean hasEightBitHeader();

    /** Whether bytes above 127 stand anywhere (RFC 6152). */
    boolean hasEightBit();
}
