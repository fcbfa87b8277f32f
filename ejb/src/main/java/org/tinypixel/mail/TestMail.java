package org.tinypixel.mail;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test mail to oneself and how far it came.
 *
 * @param id the id of its message
 * @param done whether nothing is waited for any more
 */
public record TestMail(
        String id, String copy, String to, QueueView.Relay relay, Instant createdAt, List<Check> checks, boolean done) {
    public TestMail {
        checks = List.copyOf(checks);
    }

    /**
     * One line of the checklist.
     *
     * @param text what is known, a sentence
     * @param whatToDo the next action; null where nothing is to be done
     * @param at when it was seen; null while it was not
     */
    public record Check(
            Key key,
            State state,
            String text,
            @Nullable String whatToDo,
            @Nullable Instant at) {}

    /** What is looked at, in this order. */
    public enum Key {
        @JsonProperty("accepted")
        ACCEPTED,
        @JsonProperty("arrived")
        ARRIVED,
        @JsonProperty("pixel")
        PIXEL,
        @JsonProperty("link")
        LINK,
        @JsonProperty("reply")
        REPLY
    }

    /** How one line stands. */
    public enum State {
        @JsonProperty("done")
        DONE,
        @JsonProperty("waiting")
        WAITING,
        /** It did not happen, and something should be done. */
        @JsonProperty("failed")
        FAILED,
        /** Nobody looks, so nobody can tell. */
        @JsonProperty("unknown")
        UNKNOWN
    }
}
