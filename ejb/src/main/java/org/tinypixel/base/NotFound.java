package org.tinypixel.base;

/** What was asked for does not exist, or is not the asker's to see; the two are not told apart. */
public final class NotFound extends Failure {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message);
    }
}
