package org.tinypixel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a mail was on the screen, as far as that can be measured: always at least this long.
 *
 * @param known whether anything was measured
 * @param total of all viewings, milliseconds; 0 while not known
 * @param longest the longest one, milliseconds; 0 while not known
 * @param unknownBecause why it cannot be measured, as a phrase such as {@code not measurable in Gmail}; null where it is known or was not tried
 */
public record Viewing(
        boolean known, long total, long longest, @Nullable String unknownBecause) {
    /** Nothing was measured. */
    public static final Viewing NONE = new Viewing(false, 0, 0, null);

    private static final long SKIMMED_FROM = Duration.ofSeconds(2).toMillis();
    private static final long READ_FROM = Duration.ofSeconds(8).toMillis();

    /** What the longest viewing was enough for. */
    public enum Band {
        @JsonProperty("glanced")
        GLANCED,
        @JsonProperty("skimmed")
        SKIMMED,
        @JsonProperty("read")
        READ
    }

    /** Under 2 seconds glanced, under 8 skimmed, else read; null while not known. */
    public @Nullable Band band() {
        if (!known) {
            return null;
        }
        return longest < SKIMMED_FROM ? Band.GLANCED : longest < READ_FROM ? Band.SKIMMED : Band.READ;
    }
}
