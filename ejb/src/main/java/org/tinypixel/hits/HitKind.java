package org.tinypixel.hits;

/** What was asked for. */
public enum HitKind {
    OPEN,
    /** The held picture; the hit is made when the client lets go, and carries how long that took. */
    VIEW,
    CLICK,
    UNSUBSCRIBE
}
