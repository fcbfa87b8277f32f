package org.tinypixel.base;

/**
 * Names one message as its sender wrote it.
 *
 * @param value an id as {@link Ids} makes it; any other form is refused with {@link IllegalArgumentException}
 */
public record MessageId(String value) {
    public MessageId {
        Ids.check(value);
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
