package org.tinypixel.crm;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a connection's settings met.
 *
 * @param field the settings' field that it concerns, null where none
 * @param subject a sentence, with the CRM's own answer where there was one
 * @param whatToDo a sentence
 */
public record Finding(
        Code code, Severity severity, @Nullable String field, String subject, String whatToDo) {
    /** What kind of trouble. */
    public enum Code {
        UNREACHABLE,
        REFUSED_ADDRESS,
        TLS,
        BAD_CREDENTIALS,
        WRONG_VERSION,
        NO_API_ACCESS,
        MISSING_OBJECT,
        MISSING_PERMISSION,
        CONNECTED
    }

    /** BLOCK: cannot be saved like this. */
    public enum Severity {
        @JsonProperty("block")
        BLOCK,
        @JsonProperty("warn")
        WARN,
        @JsonProperty("info")
        INFO
    }

    public static Finding block(Code code, @Nullable String field, String subject, String whatToDo) {
        return new Finding(code, Severity.BLOCK, field, subject, whatToDo);
    }

    public static Finding info(Code code, String subject, String whatToDo) {
        return new Finding(code, Severity.INFO, null, subject, whatToDo);
    }
}
