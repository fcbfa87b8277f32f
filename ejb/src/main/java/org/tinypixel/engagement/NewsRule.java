package org.tinypixel.engagement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Times;
import org.tinypixel.classify.Confidence;
import org.tinypixel.classify.Engagement;

/** Decides who hears of a change: other systems, and people aloud. Pure. Machines, own views and tests are told to nobody. */
final class NewsRule {
    /** A doubtful verdict waits this long, so that the next hit may correct it before a CRM hears of it. */
    static final Duration DOUBT = Duration.ofSeconds(20);

    /** An open after so long a silence is told again. */
    static final Duration QUIET = Duration.ofDays(7);

    /** The first clicks of so many links of a copy are told; whoever clicks more than that is known by then. */
    static final int MOST_LINKS = 50;

    private static final String CLICK = "click:";
    private static final String AGAIN = "open-again:";

    private NewsRule() {}

    /**
     * What a notification is about.
     *
     * @param key tells it from others of the same copy; each is told once
     */
    record Notice(String key, String kind, String text) {}

    /**
     * What other systems must hear, and when at the earliest. A correction downwards is news as well.
     *
     * @param before null for a copy that was not folded yet
     */
    static Map<EventType, Instant> events(@Nullable Figures before, Figures after, Instant now) {
        var news = new EnumMap<EventType, Instant>(EventType.class);
        var was = before == null ? null : before.engagement();
        var is = after.engagement();
        if (!Objects.equals(
                before == null ? null : before.delivery().sentAt(),
                after.delivery().sentAt())) {
            news.put(EventType.SENT, now);
        }
        if (!Opens.of(was).equals(Opens.of(is))) {
            var first = !Opens.of(was).seen();
            news.put(EventType.OPENED, settled(is, first, now));
        }
        if (!Clicks.of(was).equals(Clicks.of(is))) {
            news.put(EventType.CLICKED, settled(is, false, now));
        }
        if (!Objects.equals(before == null ? null : before.repliedAt(), after.repliedAt())) {
            news.put(EventType.REPLIED, now);
        }
        if (!Objects.equals(
                before == null ? null : before.delivery().bouncedAt(),
                after.delivery().bouncedAt())) {
            news.put(EventType.BOUNCED, now);
        }
        return news;
    }

    /** When others may hear of it: a doubtful click only once nothing contradicted it for a minute. */
    private static Instant settled(Engagement is, boolean first, Instant now) {
        var settles = is.settlesAt();
        if (settles != null && settles.isAfter(now)) {
            return settles;
        }
        return first || is.confidence() == Confidence.LOW ? now.plus(DOUBT) : now;
    }

    /**
     * What a person is told aloud: the first human open, one more after quiet days, the first click of each link, a likely forward, a reply, a bounce, a
     * hand-over that failed or is not confirmed.
     *
     * @param announced keys that were told before
     * @param before null for a copy that was not folded yet
     */
    static List<Notice> notices(
            Set<String> announced,
            @Nullable Figures before,
            Figures after,
            String who,
            String subject,
            List<CopyLink> links) {
        var all = new ArrayList<Notice>();
        var is = after.engagement();
        if (after.delivery().bouncedAt() != null) {
            all.add(new Notice("bounce", "bounce", "“" + subject + "” to " + who + " bounced."));
        }
        if (after.delivery().status() == DeliveryStatus.NOT_CONFIRMED) {
            all.add(new Notice(
                    "not-confirmed",
                    "delivery",
                    "It is not confirmed that “" + subject + "” to " + who
                            + " was handed over; you can send it again."));
        }
        if (after.delivery().status() == DeliveryStatus.FAILED) {
            all.add(new Notice("failed", "delivery", "“" + subject + "” to " + who + " could not be handed over."));
        }
        if (is.opens() > 0) {
            all.add(new Notice("open", "open", who + " opened “" + subject + "”."));
        }
        var again = openedAgain(announced, before, is);
        if (again != null) {
            all.add(new Notice(AGAIN + again, "open", who + " opened “" + subject + "” again after quiet days."));
        }
        var clicked = announced.stream().filter(key -> key.startsWith(CLICK)).count();
        is.clicksPerLink().keySet().stream()
                .sorted()
                .filter(link -> !announced.contains(CLICK + link))
                .limit(Math.max(0, MOST_LINKS - clicked))
                .forEach(link -> all.add(new Notice(
                        CLICK + link,
                        "click",
                        who + " clicked " + CopyLink.name(links, link) + " in “" + subject + "”.")));
        if (!is.forwardLikelihood().equals("no")) {
            var certain = is.forwardLikelihood().equals("yes") ? "" : "likely ";
            all.add(new Notice("forward", "forward", "“" + subject + "” to " + who + " was " + certain + "forwarded."));
        }
        if (after.repliedAt() != null) {
            all.add(new Notice("reply", "reply", who + " replied to “" + subject + "”."));
        }
        all.removeIf(notice -> announced.contains(notice.key()));
        return all;
    }

    /** What is known to be told once these are. Of opens after quiet days only the latest is kept, so that a mail that is read for years takes no more room. */
    static Set<String> told(Set<String> announced, List<Notice> notices) {
        var all = new LinkedHashSet<>(announced);
        for (var notice : notices) {
            if (notice.key().startsWith(AGAIN)) {
                all.removeIf(key -> key.startsWith(AGAIN));
            }
            all.add(notice.key());
        }
        return all;
    }

    /** An open that came after quiet days; null where the last one was told, or came among others. */
    private static @Nullable Instant openedAgain(Set<String> announced, @Nullable Figures before, Engagement is) {
        var last = is.lastOpen();
        if (before == null || last == null || !announced.contains("open")) {
            return null;
        }
        // An open that a rule took away and gave back is no new one.
        var told = announced.stream()
                .filter(key -> key.startsWith(AGAIN))
                .map(key -> Instant.parse(key.substring(AGAIN.length())))
                .reduce(before.engagement().lastOpen(), Times::latest, Times::latest);
        return told == null || last.isBefore(told.plus(QUIET)) ? null : last;
    }

    private record Opens(
            boolean seen,
            int opens,
            boolean inferred,
            @Nullable Instant first,
            @Nullable Instant last) {
        static Opens of(@Nullable Engagement engagement) {
            return engagement == null || !engagement.status().seenByPerson()
                    ? new Opens(false, 0, false, null, null)
                    : new Opens(
                            true,
                            engagement.opens(),
                            engagement.inferred(),
                            engagement.firstOpen(),
                            engagement.lastOpen());
        }
    }

    private record Clicks(
            int clicks,
            Map<Integer, Integer> perLink,
            @Nullable Instant last) {
        static Clicks of(@Nullable Engagement engagement) {
            return engagement == null
                    ? new Clicks(0, Map.of(), null)
                    : new Clicks(engagement.clicks(), engagement.clicksPerLink(), engagement.lastClick());
        }
    }
}
