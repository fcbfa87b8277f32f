package org.tinypixel.hits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients asked for and which answers they got, compared with what is stored in the end. No answer means unknown, which is neither stored nor lost. */
final class History {
    private final Set<String> offered = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    synchronized void offer(String id) {
        offered.add(id);
    }

    synchronized void answered(String id) {
        offered.add(id);
        answered.add(id);
    }

    /** Answered, and counted as not stored. */
    synchronized void refused(String id) {
        offered.add(id);
        refused.add(id);
    }

    int answers() {
        return answered.size();
    }

    int refusals() {
        return refused.size();
    }

    /** Every contradiction as a sentence. */
    List<String> contradictions(Collection<String> stored) {
        Map<String, Integer> counts = new HashMap<>();
        stored.forEach(id -> counts.merge(id, 1, Integer::sum));
        var wrong = new ArrayList<String>();
        for (var id : answered) {
            if (!counts.containsKey(id)) {
                wrong.add(id + " was answered and is lost");
            }
        }
        counts.forEach((id, count) -> {
            if (count > 1) {
                wrong.add(id + " is stored " + count + " times");
            }
            if (!offered.contains(id)) {
                wrong.add(id + " was never offered");
            }
        });
        return wrong;
    }
}
