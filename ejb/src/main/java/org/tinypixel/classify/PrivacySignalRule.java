package org.tinypixel.classify;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitNotes;

/** What is kept of a request that asks for privacy (Global Privacy Control, Do Not Track): what tells a person from a program, and nothing that tells persons apart. */
final class PrivacySignalRule {
    private static final Set<String> SIGNALS = Set.of("sec-gpc", "dnt");
    private static final Set<String> PERSONAL =
            Set.of("accept-language", "referer", "via", Network.COUNTRY, Network.REGION, HitNotes.APART);

    private PrivacySignalRule() {}

    static boolean asks(Hit hit) {
        return SIGNALS.stream().anyMatch(name -> hit.header(name).equals("1"));
    }

    /** The hit without address and without what says where and who; the application's session, which tells the team's own views, stays. */
    static Hit obeyed(Hit hit) {
        var kept = new HashMap<>(hit.headers());
        kept.keySet().removeAll(PERSONAL);
        // All networks of a kind together, so that not even they are told apart.
        kept.computeIfPresent(
                Network.GROUP, (name, group) -> hit.header(Network.TYPE).toLowerCase(Locale.ROOT));
        return with(hit, null, kept);
    }

    /** The hit as if it had not asked, where the operator does not obey. */
    static Hit ignored(Hit hit) {
        var kept = new HashMap<>(hit.headers());
        kept.keySet().removeAll(SIGNALS);
        return with(hit, hit.address(), kept);
    }

    private static Hit with(Hit hit, @Nullable String address, Map<String, String> headers) {
        return new Hit(
                hit.id(),
                hit.copy(),
                hit.kind(),
                hit.linkIndex(),
                hit.receivedAt(),
                hit.method(),
                address,
                headers,
                hit.session(),
                hit.heldMillis());
    }
}
