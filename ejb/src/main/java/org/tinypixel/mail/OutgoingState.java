package org.tinypixel.mail;

/** How far a mail is on its way out. */
enum OutgoingState {
    /** Waits for its first or next attempt. */
    DUE,
    /** The intent is committed; until the answer is stored nobody may try again. */
    HANDING_OVER,
    SENT,
    /** A server refused it for good. */
    REFUSED,
    /** Not taken within the time that is given to it. */
    FAILED,
    /** Handed over without an answer that we know of. */
    NOT_CONFIRMED,
    CANCELLED
}
