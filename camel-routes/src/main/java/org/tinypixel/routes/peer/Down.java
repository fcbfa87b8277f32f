package org.tinypixel.routes.peer;

import org.jspecify.annotations.Nullable;
import org.tinypixel.connect.Finding;

/** The server cannot be used at the moment; nothing was asked of it that could matter. */
public class Down extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public Down(Finding.Step step, @Nullable String field, String subject, String whatToDo) {
        this(step, field, subject, whatToDo, null);
    }

    public Down(Finding.Step step, @Nullable String field, String subject, String whatToDo, @Nullable Throwable cause) {
        super(subject, cause);
        this.finding = Finding.block(step, field, subject, whatToDo);
    }

    /** What is stored was sealed with a key that is no longer among the settings. */
    public static Down sealed(String field) {
        return new Down(
                Finding.Step.SIGN_IN,
                field,
                "The stored password cannot be opened with the present TINYPIXEL_SECRET.",
                "Type the password again.");
    }

    public final Finding finding() {
        return finding;
    }

    /** A sentence for people, without secrets. */
    public final String reason() {
        return finding.subject();
    }
}
