package org.tinypixel.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.tinypixel.base.Invalid.FieldError;

/**
 * An error as the API tells it (RFC 9457, {@code application/problem+json}).
 *
 * @param type a stable code, explained on the reference page "Errors"
 * @param detail what is wrong and what to do, in a sentence
 * @param errors wrong fields, all at once
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<FieldError> errors, String requestId) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final String BASE = "urn:tinypixel:problem:";

    /** Kinds of errors; the last part of {@code type}. */
    enum Kind {
        INVALID("invalid", "The input cannot be taken", 400),
        UNAUTHENTICATED("unauthenticated", "Not signed in", 401),
        FORBIDDEN("forbidden", "Not allowed", 403),
        NOT_FOUND("not-found", "Not found", 404),
        METHOD_NOT_ALLOWED("method-not-allowed", "This address does not take that method", 405),
        NOT_ACCEPTABLE("not-acceptable", "No such form of answer", 406),
        CONFLICT("conflict", "It contradicts what is there", 409),
        TOO_LARGE("too-large", "Too large", 413),
        UNSUPPORTED("unsupported-media-type", "This form of content is not taken", 415),
        TOO_MANY("too-many-requests", "Too many requests", 429),
        FAULT("fault", "Something broke on our side", 500),
        UNAVAILABLE("unavailable", "A part does not answer", 503);

        private final String code;
        private final String title;
        private final int status;

        Kind(String code, String title, int status) {
            this.code = code;
            this.title = title;
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    static Problem of(Kind kind, String detail, List<FieldError> errors, String requestId) {
        return new Problem(BASE + kind.code, kind.title, kind.status, detail, errors, requestId);
    }

    Response response() {
        var response = Response.status(status).type(MEDIA_TYPE).entity(this);
        if (status == Kind.UNAVAILABLE.status || status == Kind.TOO_MANY.status) {
            response.header("Retry-After", "10");
        }
        return response.build();
    }
}
