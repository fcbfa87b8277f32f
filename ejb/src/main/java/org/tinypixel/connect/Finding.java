package org.tinypixel.connect;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a look at another server met at one step.
 *
 * @param field the setting that it concerns, null where none
 * @param subject a sentence, with the server's own answer where there was one
 * @param whatToDo a sentence; null where nothing is to be done
 */
public record Finding(
        Step code,
        Severity severity,
        @Nullable String field,
        String subject,
        @Nullable String whatToDo) {
    /** The steps of a connection, in their order. */
    public enum Step {
        RESOLVE,
        CONNECT,
        GREETING,
        ENCRYPTION,
        CERTIFICATE,
        FEATURES,
        SIGN_IN,
        /** Only mailboxes have them. */
        FOLDERS
    }

    /** BLOCK: it cannot be used like this. */
    public enum Severity {
        @JsonProperty("block")
        BLOCK,
        @JsonProperty("warn")
        WARN,
        @JsonProperty("info")
        INFO
    }

    public static Finding block(Step step, @Nullable String field, String subject, String whatToDo) {
        return new Finding(step, Severity.BLOCK, field, subject, whatToDo);
    }

    public static Finding warn(Step step, @Nullable String field, String subject, String whatToDo) {
        return new Finding(step, Severity.WARN, field, subject, whatToDo);
    }

    public static Finding info(Step step, String subject) {
        return new Finding(step, Severity.INFO, null, subject, null);
    }
}
