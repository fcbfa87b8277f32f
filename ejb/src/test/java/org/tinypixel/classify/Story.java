package org.tinypixel.classify;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;

/** Tells what happened to one copy, in the words of a test. */
final class Story {
    static final String GMAIL =
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)";
    static final String GMAIL_AHEAD =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0";
    static final String IPHONE_MAIL =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
    static final String IPHONE_SAFARI =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
    static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
    static final String THUNDERBIRD =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:115.0) Gecko/20100101 Thunderbird/115.9.0";
    static final String OFFICE = "198.51.100.7";
    private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Devices DEVICES = new Devices();

    private final CopyId copy = CopyId.next();
    private final List<Hit> hits = new ArrayList<>();
    private final Map<String, Network> networks = new HashMap<>();
    private final Map<HitId, Correction> corrections = new HashMap<>();
    private boolean tracked = true;
    private int links = 1;
    private boolean captured;
    private boolean test;
    private Instant accepted = at("09:00:00");
    private @Nullable Instant bounced;
    private @Nullable Instant replied;
    private @Nullable Instant told;
    private @Nullable String country = "AT";

    static Instant at(String time) {
        return DAY.plusSeconds(LocalTime.parse(time).toSecondOfDay());
    }

    Story links(int count) {
        links = count;
        return this;
    }

    Story captured() {
        captured = true;
        return this;
    }

    Story test() {
        test = true;
        return this;
    }

    Story untracked() {
        tracked = false;
        return this;
    }

    Story bounced(String time) {
        bounced = at(time);
        return this;
    }

    Story replied(String time) {
        replied = at(time);
        return this;
    }

    Story sent(String time) {
        accepted = at(time);
        return this;
    }

    Story load(String time, NetworkClass network, String agent) {
        return hit(HitKind.OPEN, -1, time, network, agent, Map.of());
    }

    Story view(String time, NetworkClass network, String agent) {
        return hit(HitKind.VIEW, -1, time, network, agent, Map.of());
    }

    Story click(int link, String time, NetworkClass network, String agent) {
        return hit(HitKind.CLICK, link, time, network, agent, Map.of());
    }

    Story with(String header, String value, String time, NetworkClass network, String agent) {
        return hit(HitKind.OPEN, -1, time, network, agent, Map.of(header, value));
    }

    /** From now on in this country; null for one that is not known. */
    Story in(@Nullable String where) {
        country = where;
        return this;
    }

    Story told(String time) {
        told = at(time);
        return this;
    }

    Story held(String time, NetworkClass network, String agent, long millis) {
        view(time, network, agent);
        var last = hits.remove(hits.size() - 1);
        hits.add(last.held(Duration.ofMillis(millis)));
        return this;
    }

    Story noted(Map<String, String> notes, String time, NetworkClass network, String agent) {
        return hit(HitKind.OPEN, -1, time, network, agent, notes);
    }

    /** The last hit was this, says somebody. */
    Story corrected(Correction said) {
        corrections.put(hits.get(hits.size() - 1).id(), said);
        return this;
    }

    /** A load by a signed-in colleague. */
    Story ownLoad(String time) {
        networks.put(OFFICE, new Network(NetworkClass.BUSINESS, "office", "AT"));
        hits.add(new Hit(
                HitId.next(), copy, HitKind.OPEN, -1, at(time), "GET", OFFICE, Map.of("user-agent", CHROME), null));
        return this;
    }

    private Story hit(
            HitKind kind, int link, String time, NetworkClass network, String agent, Map<String, String> more) {
        var address = network + "-" + country;
        networks.put(address, new Network(network, network.name(), country));
        var headers = new HashMap<>(more);
        headers.put("user-agent", agent);
        hits.add(new Hit(HitId.next(), copy, kind, link, at(time), "GET", address, headers, null));
        return this;
    }

    List<Hit> hits() {
        return List.copyOf(hits);
    }

    CopyFacts facts() {
        return new CopyFacts(
                tracked,
                tracked ? null : "switched off for this mail",
                links,
                accepted,
                accepted,
                captured,
                test,
                Set.of("signed-in"),
                Set.of(OFFICE + "\n" + CHROME),
                bounced,
                replied,
                corrections,
                told,
                null,
                false);
    }

    Engagement fold() {
        return fold(hits);
    }

    Engagement fold(List<Hit> some) {
        return Fold.fold(
                facts(), some, address -> networks.getOrDefault(String.valueOf(address), Network.NONE), DEVICES);
    }

    Engagement foldBackwards() {
        var backwards = new ArrayList<>(hits);
        Collections.reverse(backwards);
        return fold(backwards);
    }

    /** How the last hit is judged. */
    JudgedHit last() {
        var judged = fold().hits();
        return judged.get(judged.size() - 1);
    }

    static String utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalTime().toString();
    }
}
