package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;

/**
 * A hit with what it means.
 *
 * @param rule the key of the rule that decided, for example {@code google-proxy}
 * @param reason one sentence in plain language
 * @param country ISO 3166-1 alpha-2, with a slash and the region's English name where one is known; null where unknown or hidden
 */
public record JudgedHit(
        Hit hit,
        Verdict verdict,
        Confidence confidence,
        String rule,
        String reason,
        Device device,
        @Nullable String country) {}
