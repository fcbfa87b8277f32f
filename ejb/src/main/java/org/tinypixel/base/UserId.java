package org.tinypixel.base;

/**
 * Names one user of this installation.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record UserId(String value) {
    public UserId {
        Ids.check(value);
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
