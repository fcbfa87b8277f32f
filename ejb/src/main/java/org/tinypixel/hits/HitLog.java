package org.tinypixel.hits;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tinypixel.base.CopyId;
import org.tinypixel.settings.Settings;

/** The raw log of hits in the database. */
@Stateless
public class HitLog {
    @Inject
    HitRows rows;

    @Inject
    Settings settings;

    @Inject
    InstantSource clock;

    /** Inserts the hits whose id is new, in the caller's transaction; gives those. */
    public List<Hit> insertNew(List<Hit> batch) {
        return rows.insertNew(batch);
    }

    /** All hits of each copy, oldest first; an empty list where there is none. */
    public Map<CopyId, List<Hit>> of(Collection<CopyId> copies) {
        return rows.of(copies);
    }

    /**
     * The time up to which the hits of every live node are stored and folded; an open later than that may still be on its way. A node that was stopped with its
     * journal folded, or not seen for 15 minutes, does not count. Never after {@code now}.
     */
    public Instant completeUntil(Instant now) {
        return rows.completeUntil(now);
    }

    /** Says that this node lives and up to when its journal is folded; called by the journal's reader. */
    public void publish(String node, Instant foldedUntil) {
        rows.publish(node, foldedUntil, clock.instant());
    }

    /** Shortens some whole addresses of hits that came in before then; false where there was none. Called by the sweep. */
    public boolean shortenAddresses(Instant before) {
        return rows.shortenAddresses(before);
    }

    /** What came from the networks of these hits within this time before or after them, and they themselves; only of hits whose address tells people apart. */
    public List<Neighbor> neighbors(Collection<Hit> hits, Duration around) {
        var apart = hits.stream()
                .filter(hit ->
                        hit.address() != null && !hit.header(HitNotes.APART).isEmpty())
                .toList();
        if (apart.isEmpty()) {
            return List.of();
        }
        var networks = apart.stream()
                .map(hit -> AddressRule.network(Objects.requireNonNull(hit.address())))
                .filter(Objects::nonNull)
                .toList();
        var first = apart.stream().map(Hit::receivedAt).min(Instant::compareTo).orElseThrow();
        var last = apart.stream().map(Hit::receivedAt).max(Instant::compareTo).orElseThrow();
        return rows.neighbors(networks, first.minus(around), last.plus(around));
    }

    /** What came since then from networks that asked for at least so many copies. */
    public List<Neighbor> busyNeighbors(Instant since, int copies) {
        var networks = rows.busyNetworks(since, copies);
        return networks.isEmpty() ? List.of() : rows.neighbors(networks, since, clock.instant());
    }

    /** Notes how many people's mails were asked for around each of these hits. */
    public void crowds(Collection<Neighbor> noted) {
        noted.stream()
                .sorted(Comparator.comparing(one -> one.hit().value()))
                .forEach(one -> rows.crowd(one.hit(), one.crowd(), one.sameSecond()));
    }

    /** Some copies with hits from before then of which more is kept than a verdict. */
    public List<CopyId> rawBefore(Instant before, int limit) {
        return rows.rawBefore(before, limit);
    }

    /** Keeps of these hits what they say and no more; see {@link Hit#settled}. */
    public void settle(List<Hit> hits) {
        rows.settle(hits);
    }

    /** Removes the hits from before then of copies that are not there (any more). */
    public void remove(Collection<CopyId> copies, Instant before) {
        if (!copies.isEmpty()) {
            rows.remove(copies, before);
        }
    }

    /** Names the history of the database: it changes when a standby took over or a backup was restored. Constant for the embedded database. */
    public String history() {
        return rows.history(settings.database().isPostgreSql());
    }

    /** Makes what other transactions committed before durable also on H2; called before something is deleted or answered that relies on it. */
    public void force() {
        rows.force(settings.database().isPostgreSql());
    }
}
