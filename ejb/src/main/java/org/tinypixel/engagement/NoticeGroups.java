package org.tinypixel.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.engagement.LiveFeed.Notification;

/**
 * Makes one notification of many, for one listener: after five of a kind within ten minutes one more says that there are others, and then that kind is silent for as long.
 * Screens show every change all the same. Not for several threads at once.
 */
public final class NoticeGroups {
    /** So many of a kind are told one by one. */
    static final int MOST = 5;

    static final Duration SPAN = Duration.ofMinutes(10);

    private static final Map<String, String> OTHERS = Map.of(
            "open", "More mails were opened in the last minutes.",
            "click", "More links were clicked in the last minutes.",
            "forward", "More mails were likely forwarded in the last minutes.",
            "reply", "More replies came in the last minutes.",
            "bounce", "More mails bounced in the last minutes.",
            "delivery", "More mails were not handed over in the last minutes.");

    private final Map<String, Kind> kinds = new HashMap<>();

    /** What to tell of this one: itself, a sentence that stands for it and those that follow, or nothing. */
    public @Nullable Notification told(Notification notice, Instant now) {
        return kinds.computeIfAbsent(notice.kind(), kind -> new Kind()).told(notice, now);
    }

    private static final class Kind {
        private final Deque<Instant> latest = new ArrayDeque<>();
        private @Nullable Instant others;

        @Nullable
        Notification told(Notification notice, Instant now) {
            latest.removeIf(time -> !time.isAfter(now.minus(SPAN)));
            var many = latest.size() == MOST;
            if (many) {
                latest.removeFirst();
            }
            latest.addLast(now);
            if (!many) {
                return notice;
            }
            if (others != null && others.isAfter(now.minus(SPAN))) {
                return null;
            }
            others = now;
            return new Notification(
                    notice.kind(), OTHERS.getOrDefault(notice.kind(), "More happened in the last minutes."));
        }
    }
}
