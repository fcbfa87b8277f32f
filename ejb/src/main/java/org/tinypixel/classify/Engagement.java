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
 * @param viewing how long it was on the screen
 * @param printed printed or shown as it would be printed, as far as a client tells
 * @param settlesAt until then a doubtful click may still turn out to be a scanner's: others are told, and automation acts, only after it; null where nothing is doubtful
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
        Viewing viewing,
        boolean printed,
        @Nullable Instant settlesAt,
        List<JudgedHit> hits,
        int ruleVersion) {
    public Engagement {
        clicksPerLink = Map.copyOf(clicksPerLink);
        devices = List.copyOf(devices);
        countries = List.copyOf(countries);
        hits = List.copyOf(hits);
    }

    /** Without viewing time, print and doubt. */
    public Engagement(
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
        this(
                status,
                reason,
                confidence,
                opens,
                inferred,
                machineLoads,
                firstOpen,
                lastOpen,
                clicks,
                clicksPerLink,
                firstClick,
                lastClick,
                devices,
                countries,
                forwardLikelihood,
                forwardBecause,
                Viewing.NONE,
                false,
                null,
                hits,
                ruleVersion);
    }
}
