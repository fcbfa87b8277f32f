package org.tinypixel.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one message copy, that is one message for one recipient.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record CopyId(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CopyId {
        Ids.check(value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** A new, unused one. */
    public static CopyId next() {
        return new CopyId(Ids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
