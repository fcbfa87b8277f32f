package org.tinypixel.classify;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;

/** Folds all evidence of one copy. Pure: same arguments, same answer, whatever the order of the hits. */
@ApplicationScoped
public class Classifier {
    /** Grows when rules change; results of an older version are folded again. */
    public static final int RULE_VERSION = 3;

    /** Not in the bean, of which the container may make more than one. */
    private static final class Lists {
        static final Devices DEVICES = new Devices();
    }

    /** Judges each hit, then all together. Repeated hits count once. */
    public Engagement fold(CopyFacts copy, List<Hit> hits) {
        return Fold.fold(copy, hits, NetworkLists.current(), Lists.DEVICES);
    }

    /** The same hit with notes of the network that it came from, taken when it is stored: its address is shortened later, and lists of networks change. */
    public Hit located(Hit hit) {
        return hit.noted(NetworkLists.current().of(hit.address()).notes());
    }

    /** Whether a hit's client asks that nothing personal be kept of it. */
    public boolean asksForPrivacy(Hit hit) {
        return PrivacySignalRule.asks(hit);
    }

    /** The hit as it is kept where that wish is obeyed; it still counts. */
    public Hit withoutPerson(Hit hit) {
        return PrivacySignalRule.obeyed(hit);
    }

    /** The hit as it is kept where it is not. */
    public Hit asIfNotAsked(Hit hit) {
        return PrivacySignalRule.ignored(hit);
    }

    /** Reads what the operator put beside or in the place of the lists that come with the program; gives in plain words what could not be used, and keeps what was there before. */
    public List<String> refreshNetworks(Path folder, @Nullable Path places) {
        return InstalledLists.refresh(folder, places);
    }

    /** What was wrong with those when they were read last. */
    public List<String> networkProblems() {
        return InstalledLists.problems();
    }

    /** The version of the rules that this one applies. */
    public int version() {
        return RULE_VERSION;
    }

    /** Of these hits those from before then, as they stay when their raw part is deleted; a later fold takes them as they are. Those that stayed before are left out. */
    public List<Hit> settled(CopyFacts copy, List<Hit> hits, Instant before) {
        return Settled.of(copy, hits, before, NetworkLists.current(), Lists.DEVICES);
    }

    /** All rules in their order, for people who want to know. */
    public List<RuleView> rules() {
        return RuleView.all();
    }

    /** The lists of networks behind the rules, with their dates. */
    public List<NetworkListState> networks() {
        return NetworkLists.current().states();
    }
}
