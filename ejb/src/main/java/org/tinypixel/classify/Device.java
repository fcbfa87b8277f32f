package org.tinypixel.classify;

/**
 * What a person reads with, as a group.
 *
 * @param kind {@code desktop}, {@code phone}, {@code tablet}, {@code server}, {@code hidden} (by the mail provider) or {@code unknown}
 * @param os for example {@code iOS}, {@code Windows}, {@code unknown}
 * @param client mail client or browser, for example {@code Thunderbird}, {@code Gmail}
 */
public record Device(String kind, String os, String client) {
    /** The two kinds that stand for "cannot be known". */
    public static final String HIDDEN = "hidden";

    public static final String UNKNOWN = "unknown";

    /** For people: "phone, iOS Mail". */
    public String label() {
        if (kind.equals(HIDDEN)) {
            return client + " (device hidden by the mail provider)";
        }
        return kind.equals(UNKNOWN) ? client : kind + ", " + client + (os.equals(UNKNOWN) ? "" : " on " + os);
    }
}
