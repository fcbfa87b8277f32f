package org.tinypixel.base;

/** What was asked for contradicts what is there, for example a second first administrator. */
public final class Conflict extends Failure {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
        super(message);
    }
}
