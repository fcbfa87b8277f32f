package org.tinypixel.hits;

/** What was asked for. */
public enum HitKind {
    OPEN,
    VIEW,
    CLICK,
    UNSUBSCRIBE
}
