package org.tinypixel.base;

/**
 * Names one team.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record TeamId(String value) {
    public TeamId {
        Ids.check(value);
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
