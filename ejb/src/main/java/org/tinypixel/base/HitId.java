package org.tinypixel.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one hit, that is one request on a tracking address.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record HitId(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public HitId {
        Ids.check(value);
    }

    @Override
    @JsonValue
    public String value() {
        return value;
    }

    /** A new, unused one. */
    public static HitId next() {
        return new HitId(Ids.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
