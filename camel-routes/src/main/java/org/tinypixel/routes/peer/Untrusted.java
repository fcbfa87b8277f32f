package org.tinypixel.routes.peer;

import org.tinypixel.connect.Finding;

/** Encryption was offered and is not to be believed. */
public final class Untrusted extends Down {
    private static final long serialVersionUID = 1L;

    Untrusted(Finding.Step step, String field, String subject, String whatToDo, Throwable cause) {
        super(step, field, subject, whatToDo, cause);
    }
}
