package org.tinypixel.base;

/** The asker may not do this at all, whatever the row. */
public final class Forbidden extends Failure {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        super(message);
    }
}
