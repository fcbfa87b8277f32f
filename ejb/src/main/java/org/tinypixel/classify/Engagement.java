package org.tinypixel.classify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the evidence of one copy says, folded.
 *
 * @param reason one sentence for people
 * @param opens groups of human pixel hits (10 minutes, one device and network group)
 * @param inferred opened only because a click or reply proves it
 * @param machineLoads machine pixel hits
 * @param clicks human clicks, hits of one link within 10 seconds once
 * @param clicksPerLink link index to clicks
 * @param forwardLikelihood {@code no}, {@code likely} or {@code yes}
 * @param hits every hit with its verdict, oldest first
 * @param ruleVersion version of the rules that judged
 */
public record Engagement(
        EngagementStatus status,
        String reason,
        @Nullable Confidence confidence,
        int opens,
        boolean inferred,
        int machineLoads,
        @Nullable Instant firstOpen,
        @Nullable Instant lastOpen,
        int clicks,
        Map<Integer, Integer> clicksPerLink,
        @Nullable Instant firstClick,
        @Nullable Instant lastClick,
        List<Device> devices,
        List<String> countries,
        String forwardLikelihood,
        @Nullable String forwardBecause,
        List<JudgedHit> hits,
        int ruleVersion) {
    public Engagement {
        clicksPerLink = Map.copyOf(clicksPerLink);
        devices = List.copyOf(devices);
        countries = List.copyOf(countries);
        hits = List.copyOf(hits);
    }
}
