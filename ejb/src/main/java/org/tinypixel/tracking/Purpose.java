package org.tinypixel.tracking;

/** What a token is good for; a token of one purpose is invalid for every other. */
public enum Purpose {
    OPEN(1),
    VIEW(2),
    CLICK(3),
    UNSUBSCRIBE(4),
    ABOUT(5),
    /** The picture that is loaded where a mail client wraps the mail into another one. */
    FORWARDED(6),
    /** The picture that is loaded where the mail is quoted. */
    QUOTED(7),
    /** The picture that is loaded for printing. */
    PRINTED(8);

    /** How it stands in a token: tokens outlive the order of these names. */
    final int code;

    Purpose(int code) {
        this.code = code;
    }
}
