package org.tinypixel.engagement;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tinypixel.access.Access;
import org.tinypixel.classify.Verdict;
import org.tinypixel.hits.Hit;

/**
 * Hits of colleagues, once recognized, stay theirs. A sign-in is known for a month and an address for a day; without this, a fold after that would turn the
 * sender's own view into the recipient's. A hit that was judged own is handed to the rules under a session that counts as own.
 */
record OwnMemory(List<Hit> hits, Set<String> sessions, Set<String> devices) {
    static OwnMemory of(Access.OwnMarks own, List<Hit> hits, List<TimelineRow> lines) {
        var recognized = lines.stream()
                .filter(line -> line.verdict == Verdict.OWN)
                .map(line -> line.id)
                .collect(Collectors.toSet());
        if (recognized.isEmpty()) {
            return new OwnMemory(hits, own.sessions(), own.devices());
        }
        var sessions = new HashSet<>(own.sessions());
        var marked = hits.stream()
                .map(hit -> {
                    if (!recognized.contains(hit.id().value())) {
                        return hit;
                    }
                    var session = hit.session() == null ? "own:" + hit.id() : hit.session();
                    sessions.add(session);
                    return new Hit(
                            hit.id(),
                            hit.copy(),
                            hit.kind(),
                            hit.linkIndex(),
                            hit.receivedAt(),
                            hit.method(),
                            hit.address(),
                            hit.headers(),
                            session,
                            hit.heldMillis());
                })
                .toList();
        return new OwnMemory(marked, sessions, own.devices());
    }
}
