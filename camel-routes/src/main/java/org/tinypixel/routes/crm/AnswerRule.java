package org.tinypixel.routes.crm;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tinypixel.crm.Outcome;

/** What HTTP itself says, before any CRM's own words are read. Pure. */
final class AnswerRule {
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(30);
    private static final int LONGEST_QUOTE = 300;

    private AnswerRule() {}

    /** What follows from no answer. */
    static Outcome of(Http.Fault fault) {
        return switch (fault.kind()) {
            case ADDRESS, TLS -> new Outcome.Misconfigured(fault.text());
            case NO_CONNECTION -> new Outcome.Retry(Outcome.Scope.ACCOUNT, null, true, fault.text());
            // The other side may still be working on it: looking again too early would not find what it is about to
            // store.
            case NO_ANSWER -> new Outcome.Retry(Outcome.Scope.ITEM, AFTER_SILENCE, false, fault.text());
            case TOO_LARGE -> new Outcome.Retry(Outcome.Scope.ITEM, null, false, fault.text());
        };
    }

    /** What follows from the status alone; null where only the body can tell. */
    static @Nullable Outcome of(Http.Answer answer, Instant now) {
        var status = answer.status();
        var text = "HTTP " + status + quote(answer);
        if (status == 408 || status == 425 || status == 429 || status == 502 || status == 503 || status == 504) {
            return new Outcome.Retry(Outcome.Scope.ACCOUNT, retryAfter(answer, now), true, text);
        }
        if (status >= 300 && status < 400) {
            return new Outcome.Misconfigured(
                    text + " It redirects to another address: enter that one, if it is right.");
        }
        if (status >= 500) {
            return new Outcome.Retry(Outcome.Scope.ITEM, retryAfter(answer, now), true, text);
        }
        return null;
    }

    /** Seconds or a date (RFC 9110, section 10.2.3); null where the header is missing or damaged. */
    static @Nullable Duration retryAfter(Http.Answer answer, Instant now) {
        var text = answer.header("retry-after").orElse("").strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH))
                    .toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Whether it was our own rule that refused the address: its sentences name the setting or the metadata service. */
    static boolean isAddressRefusal(String text) {
        return text.contains("TINYPIXEL_INTERNAL_HOSTS") || text.contains("metadata service");
    }

    static boolean isHtml(Http.Answer answer) {
        return answer.header("content-type").orElse("").toLowerCase(Locale.ROOT).startsWith("text/html")
                || answer.body().stripLeading().toLowerCase(Locale.ROOT).startsWith("<!doctype html")
                || answer.body().stripLeading().toLowerCase(Locale.ROOT).startsWith("<html");
    }

    /** The answer's own words for administrators, without mark-up, on one line. */
    static String quote(Http.Answer answer) {
        var text =
                answer.body().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
        if (text.isEmpty()) {
            return ".";
        }
        return ": " + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE - 1) + "…");
    }
}
