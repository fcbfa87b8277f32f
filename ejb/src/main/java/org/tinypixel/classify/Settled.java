package org.tinypixel.classify;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitNotes;

/**
 * Hits whose raw part is gone after its time. What they were judged to be is kept among their notes, and later folds take it from there: new rules cannot judge what nobody
 * knows any more.
 */
final class Settled {
    private static final String VERDICT = ":verdict";
    private static final String CONFIDENCE = ":confidence";
    private static final String RULE = ":rule";
    private static final String REASON = ":reason";
    private static final String KIND = ":device-kind";
    private static final String SYSTEM = ":device-os";
    private static final String CLIENT = ":device-client";
    private static final String COUNTRY = ":seen-in";

    private Settled() {}

    static boolean is(Hit hit) {
        return hit.headers().containsKey(VERDICT);
    }

    /** What stays of the hits from before then. A person's word is not kept among it: it stands beside the hits and can be taken back. */
    static List<Hit> of(CopyFacts copy, List<Hit> hits, Instant before, NetworkLookup networks, Devices devices) {
        return Judge.byRules(copy, hits, networks, devices).stream()
                .filter(judged ->
                        judged.at().isBefore(before) && !is(judged.sight().hit()))
                .map(judged -> judged.sight()
                        .hit()
                        .settled(notes(judged.shown(), judged.sight().network())))
                .toList();
    }

    private static Map<String, String> notes(JudgedHit judged, Network network) {
        var hit = judged.hit();
        var notes = new HashMap<String, String>();
        if (hit.headers().containsKey(HitNotes.MARK)) {
            notes.put(HitNotes.MARK, hit.header(HitNotes.MARK));
        }
        notes.put(Network.TYPE, network.type().name());
        notes.put(Network.GROUP, network.group());
        notes.put(VERDICT, judged.verdict().name());
        notes.put(CONFIDENCE, judged.confidence().name());
        notes.put(RULE, judged.rule());
        notes.put(REASON, judged.reason());
        notes.put(KIND, judged.device().kind());
        notes.put(SYSTEM, judged.device().os());
        notes.put(CLIENT, judged.device().client());
        var country = judged.country();
        notes.put(COUNTRY, country == null ? "" : country);
        return notes;
    }

    static Judged judged(Sight sight) {
        var hit = sight.hit();
        var device = new Device(hit.header(KIND), hit.header(SYSTEM), hit.header(CLIENT));
        var place = hit.header(COUNTRY).split("/", 2);
        var network = sight.network();
        var seen = new Network(
                network.type(),
                network.group(),
                place[0].isEmpty() ? null : place[0],
                place.length > 1 ? place[1] : null);
        return new Judged(
                new Sight(sight.copy(), hit, sight.agent(), sight.robot(), seen, device),
                new Opinion(
                        Verdict.valueOf(hit.header(VERDICT)),
                        Confidence.valueOf(hit.header(CONFIDENCE)),
                        hit.header(RULE),
                        hit.header(REASON)));
    }
}
