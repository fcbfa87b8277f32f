package org.tinypixel.tracking;

/** What a token is good for; a token of one purpose is invalid for every other. */
public enum Purpose {
    OPEN,
    VIEW,
    CLICK,
    UNSUBSCRIBE,
    ABOUT
}
