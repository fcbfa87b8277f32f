package org.tinypixel.classify;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a mail was likely forwarded. One sign is everyday life: home, office and phone of one person, or a journey. Two together are worth telling. Proxies, relays and
 * machines say nothing here.
 */
final class ForwardRule {
    private static final int MANY_PAIRS = 3;
    private static final Duration LATER = Duration.ofHours(24);
    /** Two middles of countries nearer than this may be two sides of one border. */
    private static final int FAR_KM = 1500;
    /** Door to door, with a plane in between. */
    private static final int KM_PER_HOUR = 800;

    private static final Duration TO_THE_PLANE = Duration.ofHours(2);

    private ForwardRule() {}

    /** {@code likelihood} is {@code no}, {@code likely} or {@code yes}. */
    record Outcome(String likelihood, @Nullable String because) {
        static final Outcome NO = new Outcome("no", null);
    }

    private record Pair(Device device, String network) {}

    /**
     * Decides.
     *
     * @param humans loads and clicks of people, oldest first
     * @param all every hit
     */
    static Outcome decide(CopyFacts copy, List<Judged> humans, List<Judged> all) {
        if (copy.otherReply() != null) {
            return new Outcome("yes", "Forwarded: somebody who was no recipient replied to it.");
        }
        if (copy.group()) {
            return Outcome.NO;
        }
        if (all.stream().anyMatch(ForwardRule::isWrapped)) {
            // A quote in an answer looks the same.
            return copy.repliedAt() == null
                    ? new Outcome("yes", "Forwarded: a mail client wrapped the mail into another one.")
                    : new Outcome("no", "Quoted in the recipient's reply.");
        }
        return bySigns(humans, copy.repliedAt() == null && all.stream().anyMatch(ForwardRule::isQuoted));
    }

    private static boolean isWrapped(Judged hit) {
        return hit.opinion().key().equals(StyleMarkRule.FORWARD);
    }

    private static boolean isQuoted(Judged hit) {
        return hit.opinion().key().equals(StyleMarkRule.QUOTE);
    }

    private static Outcome bySigns(List<Judged> humans, boolean quoted) {
        var direct = humans.stream()
                .filter(hit -> hit.sight().network().type().showsPlace()
                        && !hit.sight().wantsPrivacy())
                .toList();
        var pairs = new HashSet<Pair>();
        var signs = new HashSet<String>();
        Judged before = null;
        for (var hit : direct) {
            var pair = new Pair(hit.sight().device(), hit.sight().network().group());
            var fresh = pairs.add(pair);
            if (before != null) {
                addSigns(signs, before, hit, fresh);
            }
            before = hit;
        }
        if (quoted) {
            signs.add("a mail client quoted it, as for an answer or for forwarding");
        }
        if (pairs.size() >= MANY_PAIRS) {
            signs.add(pairs.size() + " different devices and networks");
        }
        return signs.size() < 2
                ? Outcome.NO
                : new Outcome(
                        "likely",
                        "Likely forwarded: "
                                + String.join("; ", signs.stream().sorted().toList()) + ".");
    }

    private static void addSigns(Set<String> signs, Judged before, Judged hit, boolean fresh) {
        var from = before.country();
        var to = hit.country();
        var time = Duration.between(before.at(), hit.at());
        if (from != null && to != null && isTooFar(from, to, time)) {
            signs.add("seen in " + name(to) + " too soon after " + name(from) + " for one traveler");
            if (fresh && !hit.sight().device().equals(before.sight().device())) {
                signs.add("on a device that was not seen before");
            }
        }
        var business = hit.sight().from(NetworkClass.BUSINESS)
                && !hit.sight()
                        .network()
                        .group()
                        .equals(before.sight().network().group());
        if (fresh && business && time.compareTo(LATER) > 0) {
            signs.add("opened from another organization's network more than a day later");
        }
    }

    private static boolean isTooFar(String from, String to, Duration time) {
        var km = Places.km(from, to);
        return km > FAR_KM && time.compareTo(TO_THE_PLANE.plusMinutes(km * 60L / KM_PER_HOUR)) < 0;
    }

    private static String name(String country) {
        return new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH);
    }
}
