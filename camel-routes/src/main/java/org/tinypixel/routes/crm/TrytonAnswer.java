package org.tinypixel.routes.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.tinypixel.crm.Outcome;

/**
 * Reads Tryton's answers. Its JSON-RPC says nearly everything with HTTP 200: {@code {"result":…}} or {@code {"error":[name, details…]}}, where {@code UserError} stands for
 * validation, rights and vanished records alike; they are told apart by their English texts, which the context {@code language: en} makes stable. Measured with 6.0.29. Pure.
 */
sealed interface TrytonAnswer {
    /** The call's result. */
    record Result(JsonNode value) implements TrytonAnswer {}

    /** The session is unknown or over: sign in again. */
    record NoSession(String text) implements TrytonAnswer {}

    /** The call failed. */
    record Failed(Outcome outcome) implements TrytonAnswer {}

    JsonMapper JSON = JsonMapper.builder().build();

    static TrytonAnswer of(Http.Reply reply, Instant now) {
        if (reply instanceof Http.Fault fault) {
            return new Failed(AnswerRule.of(fault));
        }
        var answer = (Http.Answer) reply;
        if (answer.status() == 401) {
            return new NoSession("Tryton answered 401 Unauthorized.");
        }
        var general = AnswerRule.of(answer, now);
        if (general != null) {
            return new Failed(general);
        }
        if (answer.status() != 200 || AnswerRule.isHtml(answer)) {
            // 403: the method is not offered, so the model or the version is another than we know.
            return new Failed(new Outcome.Misconfigured("This address does not answer like Tryton (HTTP "
                    + answer.status() + AnswerRule.quote(answer) + ")"));
        }
        try {
            var body = JSON.readTree(answer.body());
            if (body != null && body.hasNonNull("error")) {
                return new Failed(error(body.get("error")));
            }
            if (body != null && body.has("result")) {
                return new Result(body.get("result"));
            }
        } catch (JsonProcessingException cut) {
            // A cut answer: it may have been done.
            return new Failed(new Outcome.Retry(
                    Outcome.Scope.ITEM,
                    null,
                    false,
                    "Tryton's answer was damaged on its way: it is no complete JSON."));
        }
        return new Failed(
                new Outcome.Misconfigured("This address does not answer like Tryton" + AnswerRule.quote(answer)));
    }

    private static Outcome error(JsonNode error) {
        var name = error.path(0).asText();
        var detail = error.path(1);
        var text = detail.isArray() ? detail.path(0).asText() : detail.asText();
        return switch (name) {
            case "UserError" -> userError(text);
            case "UserWarning" ->
                new Outcome.Rejected("Tryton warns: " + detail.path(1).asText(text));
            case "ConcurrencyException" ->
                new Outcome.Retry(Outcome.Scope.ITEM, null, true, "Somebody changed the note at the same time.");
            default ->
                name.contains("doesn't exist!")
                        ? new Outcome.Misconfigured("Tryton says: " + name.replaceAll("'[^']*/", "'"))
                        : new Outcome.Misconfigured("Tryton does not know " + name + ".");
        };
    }

    private static Outcome userError(String text) {
        if (text.contains("don't exist anymore") || text.contains("does not exist")) {
            return new Outcome.Gone(Outcome.What.RECORD, "Tryton says: " + text);
        }
        if (text.contains("not allowed to access") || text.contains("not allowed to")) {
            return new Outcome.Forbidden("Tryton says: " + text);
        }
        return new Outcome.Rejected("Tryton says: " + text);
    }
}
