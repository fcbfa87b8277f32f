package org.tinypixel.base;

/** A part that is needed does not answer at the moment; asking again later may work. */
public final class Unavailable extends Failure {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
        super(message);
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
