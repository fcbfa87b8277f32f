package org.tinypixel.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one team.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record TeamId(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TeamId {
        Ids.check(value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** A new, unused one. */
    public static TeamId next() {
        return new TeamId(Ids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
