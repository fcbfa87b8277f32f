package org.tinypixel.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one user of this installation.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record UserId(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public UserId {
        Ids.check(value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** A new, unused one. */
    public static UserId next() {
        return new UserId(Ids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
