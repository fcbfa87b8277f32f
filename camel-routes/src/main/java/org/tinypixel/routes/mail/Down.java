package org.tinypixel.routes.mail;

import org.jspecify.annotations.Nullable;
import org.tinypixel.connect.Finding;

/** The server cannot be used at the moment; no mail was offered. */
final class Down extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    Down(Finding.Step step, @Nullable String field, String subject, String whatToDo) {
        this(step, field, subject, whatToDo, null);
    }

    Down(Finding.Step step, @Nullable String field, String subject, String whatToDo, @Nullable Throwable cause) {
        super(subject, cause);
        this.finding = Finding.block(step, field, subject, whatToDo);
    }

    Finding finding() {
        return finding;
    }

    /** A sentence for people, without secrets. */
    String reason() {
        return finding.subject();
    }
}
