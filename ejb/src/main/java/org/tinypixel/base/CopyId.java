package org.tinypixel.base;

/**
 * Names one message copy, that is one message for one recipient.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record CopyId(String value) {
    public CopyId {
        Ids.check(value);
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
