package org.tinypixel.web.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import java.net.URISyntaxException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Failure;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Unavailable;
import org.tinypixel.web.api.Problem.Kind;

/** Turns whatever went wrong into a problem in plain words. */
final class Problems {
    private Problems() {}

    /** The problem, or null where the failure is our own fault. */
    static @Nullable Problem of(Throwable thrown, String requestId) {
        for (Throwable failure = thrown; failure != null; failure = failure.getCause()) {
            var problem = known(failure, requestId);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable Problem known(Throwable failure, String requestId) {
        if (failure instanceof Failure expected) {
            var errors = expected instanceof Invalid invalid ? invalid.errors() : List.<Invalid.FieldError>of();
            return Problem.of(kind(expected), message(expected), errors, requestId);
        }
        if (failure instanceof Caller.Unauthenticated) {
            return Problem.of(Kind.UNAUTHENTICATED, message(failure), List.of(), requestId);
        }
        if (failure instanceof BodyLimit.Exceeded
                || failure.getClass().getSimpleName().equals("RequestTooBigException")) {
            return Problem.of(Kind.TOO_LARGE, BodyLimit.SENTENCE, List.of(), requestId);
        }
        if (failure instanceof JsonProcessingException json) {
            return json(json, requestId);
        }
        if (failure instanceof WebApplicationException http) {
            return http(http, requestId);
        }
        if (failure instanceof PersistenceException && databaseIsAway(failure)) {
            return Problem.of(
                    Kind.UNAVAILABLE,
                    "The database does not answer at the moment. Pixels and links work; try again shortly.",
                    List.of(),
                    requestId);
        }
        return null;
    }

    private static Kind kind(Failure failure) {
        if (failure instanceof Invalid) {
            return Kind.INVALID;
        }
        if (failure instanceof NotFound) {
            return Kind.NOT_FOUND;
        }
        if (failure instanceof Conflict) {
            return Kind.CONFLICT;
        }
        if (failure instanceof Forbidden) {
            return Kind.FORBIDDEN;
        }
        return failure instanceof Unavailable ? Kind.UNAVAILABLE : Kind.FAULT;
    }

    private static Problem json(JsonProcessingException failure, String requestId) {
        if (failure instanceof UnrecognizedPropertyException unknown) {
            var names = unknown.getKnownPropertyIds() == null
                    ? ""
                    : unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
            return field(path(unknown), "There is no such field; known here: " + names + ".", requestId);
        }
        if (failure instanceof InvalidFormatException wrong
                && wrong.getTargetType().isEnum()) {
            var names = Arrays.stream(wrong.getTargetType().getEnumConstants())
                    .map(String::valueOf)
                    .map(name -> name.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
            return field(path(wrong), "This must be one of: " + names + ".", requestId);
        }
        if (failure instanceof MismatchedInputException mismatch
                && !path(mismatch).isEmpty()) {
            return field(path(mismatch), "This value has the wrong form" + expected(mismatch) + ".", requestId);
        }
        if (failure instanceof JsonMappingException mapping
                && mapping.getCause() instanceof IllegalArgumentException own) {
            return field(path(mapping), message(own), requestId);
        }
        if (failure instanceof JsonParseException) {
            var place = failure.getLocation();
            return Problem.of(
                    Kind.INVALID,
                    "This is no JSON: it breaks at line " + place.getLineNr() + ", column " + place.getColumnNr() + ".",
                    List.of(),
                    requestId);
        }
        return Problem.of(Kind.INVALID, "The body is empty or no JSON object.", List.of(), requestId);
    }

    private static String expected(MismatchedInputException mismatch) {
        var type = mismatch.getTargetType();
        if (type == null) {
            return "";
        }
        if (type == String.class) {
            return ": a text is expected";
        }
        if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
            return ": a number is expected";
        }
        if (type == Boolean.class || type == boolean.class) {
            return ": true or false is expected";
        }
        return List.class.isAssignableFrom(type) ? ": a list is expected" : "";
    }

    private static String path(JsonMappingException failure) {
        var path = new StringBuilder();
        for (var step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static Problem field(String field, String message, String requestId) {
        return Problem.of(
                Kind.INVALID, field + ": " + message, List.of(new Invalid.FieldError(field, message)), requestId);
    }

    private static @Nullable Problem http(WebApplicationException failure, String requestId) {
        if (failure instanceof NotFoundException) {
            return Problem.of(Kind.NOT_FOUND, "There is nothing at this address.", List.of(), requestId);
        }
        if (failure instanceof NotAllowedException) {
            return Problem.of(Kind.METHOD_NOT_ALLOWED, "This address does not take that method.", List.of(), requestId);
        }
        if (failure instanceof NotSupportedException) {
            return Problem.of(
                    Kind.UNSUPPORTED,
                    "Send JSON with Content-Type: application/json (or message/rfc822 where the reference says so).",
                    List.of(),
                    requestId);
        }
        if (failure instanceof NotAcceptableException) {
            return Problem.of(Kind.NOT_ACCEPTABLE, "This answer does not come in that form.", List.of(), requestId);
        }
        if (isAddressBroken(failure)) {
            return Problem.of(
                    Kind.INVALID,
                    "The address holds characters that no address can hold, such as line ends.",
                    List.of(),
                    requestId);
        }
        var status = failure.getResponse().getStatus();
        return status >= 500 || failure.getCause() != null
                ? null
                : Problem.of(Kind.INVALID, "The request cannot be read as it is.", List.of(), requestId);
    }

    private static boolean isAddressBroken(Throwable failure) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof URISyntaxException) {
                return true;
            }
        }
        return false;
    }

    /** SQL states of class 08 (connection), 57P (PostgreSQL is going down) and H2's 90xxx of a closed database. */
    private static boolean databaseIsAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                var state = String.valueOf(sql.getSQLState());
                return sql.getSQLState() == null
                        || state.startsWith("08")
                        || state.startsWith("57P")
                        || state.equals("90098")
                        || state.equals("90121");
            }
        }
        return false;
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
