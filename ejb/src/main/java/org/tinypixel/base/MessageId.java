package org.tinypixel.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one message as its sender wrote it.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record MessageId(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MessageId {
        Ids.check(value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** A new, unused one. */
    public static MessageId next() {
        return new MessageId(Ids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
