package org.tinypixel.base;

import jakarta.ejb.ApplicationException;

/** An expected failure: its message is a sentence for the person who asked. Rolls the transaction back. */
@ApplicationException(rollback = true)
public abstract sealed class Failure extends RuntimeException
        permits NotFound, Invalid, Conflict, Forbidden, Unavailable {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }

    Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
