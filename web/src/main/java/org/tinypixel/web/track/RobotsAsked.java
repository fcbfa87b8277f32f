package org.tinypixel.web.track;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who asked for robots.txt lately, which only programs do. Kept in memory and for minutes, since it is a hint and no fact. */
@ApplicationScoped
public class RobotsAsked {
    private static final Duration LATELY = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    void ask(@Nullable String address, Instant now) {
        if (address == null) {
            return;
        }
        if (asked.size() >= MOST) {
            asked.values().removeIf(at -> isOver(at, now));
        }
        if (asked.size() < MOST) {
            asked.put(address, now);
        }
    }

    boolean lately(@Nullable String address, Instant now) {
        var at = address == null || asked.isEmpty() ? null : asked.get(address);
        return at != null && !isOver(at, now);
    }

    private static boolean isOver(Instant at, Instant now) {
        return Duration.between(at, now).compareTo(LATELY) > 0;
    }
}
