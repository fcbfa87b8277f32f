package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Json;
import org.tinypixel.base.Times;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.CopyFacts;
import org.tinypixel.classify.Engagement;
import org.tinypixel.classify.Verdict;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitLog;
import org.tinypixel.outbox.Outbox;
import org.tinypixel.outbox.Topic;
import org.tinypixel.privacy.Privacy;

/**
 * Folds all evidence of copies into their rows, and tells whoever must hear of the change, all in the caller's transaction. Folding again without news
 * changes nothing and tells nobody.
 */
@Dependent
final class Folding {
    private final CopyRows rows;
    private final HitLog log;
    private final Classifier classifier;
    private final Access access;
    private final Privacy privacy;
    private final Outbox outbox;
    private final Event<CopiesChanged> changed;
    private final InstantSource clock;

    @Inject
    Folding(
            CopyRows rows,
            HitLog log,
            Classifier classifier,
            Access access,
            Privacy privacy,
            Outbox outbox,
            Event<CopiesChanged> changed,
            InstantSource clock) {
        this.rows = rows;
        this.log = log;
        this.classifier = classifier;
        this.access = access;
        this.privacy = privacy;
        this.outbox = outbox;
        this.changed = changed;
        this.clock = clock;
    }

    /** Locks these copies and folds each; unknown ones are left out. */
    void fold(Collection<CopyId> copies) {
        var locked = rows.lock(copies);
        if (locked.isEmpty()) {
            return;
        }
        // Read after the locks, so that whatever another batch committed is seen.
        var known = known(locked);
        var news = new News(new LinkedHashMap<>(), new ArrayList<>());
        for (var row : locked) {
            fold(row, known, news);
        }
        outbox.putAll(Topic.ENGAGEMENT, news.due);
        rows.add(news.live);
        if (!news.live.isEmpty()) {
            changed.fire(new CopiesChanged());
        }
    }

    /**
     * What others must hear of the copies of one fold.
     *
     * @param due when other systems may be told at the earliest, by the outbox's key
     * @param live for open screens; every change is among them
     */
    private record News(Map<String, Instant> due, List<LiveChangeRow> live) {}

    /**
     * What a fold would give that is not kept.
     *
     * @param before as it stands, without its hits
     * @param lines how each hit was judged so far
     */
    record Trial(CopyId copy, Engagement before, Engagement after, List<TimelineRow> lines) {}

    /** Folds these copies and changes nothing; unknown ones, and those that are not folded at all yet, are left out. */
    List<Trial> tryOut(Collection<CopyId> copies) {
        var there = rows.of(copies).stream().filter(row -> row.version > 0).toList();
        if (there.isEmpty()) {
            return List.of();
        }
        var known = known(there);
        return there.stream()
                .map(row -> new Trial(
                        row.copy(), row.figures().engagement(), known.folded(this, row).engagement, known.lines(row)))
                .toList();
    }

    /** Keeps of each of these copies' hits from before then only what they are judged to be; a later fold takes it from there. */
    void settle(Collection<CopyId> copies, Instant before) {
        var locked = rows.lock(copies);
        if (locked.isEmpty()) {
            return;
        }
        var known = known(locked);
        for (var row : locked) {
            var inputs = known.inputs(row);
            log.settle(classifier.settled(inputs.facts, inputs.hits, before));
        }
    }

    /** All that is known of some copies, read together. */
    private record Known(
            Map<CopyId, List<Hit>> hits,
            Map<String, List<Evidence>> evidence,
            Map<String, List<TimelineRow>> lines,
            Map<String, List<Remark>> remarks,
            Access.OwnMarks own,
            Instant now) {
        List<TimelineRow> lines(EngagementRow row) {
            return lines.getOrDefault(row.copyId, List.of());
        }

        Inputs inputs(EngagementRow row) {
            var facts = evidence.getOrDefault(row.copyId, List.of());
            var said = Remarks.of(remarks.getOrDefault(row.copyId, List.of()));
            var raw = hits.getOrDefault(row.copy(), List.of());
            var memory = OwnMemory.of(own, raw, lines(row));
            var heard = DeliveryRule.fold(row.createdAt, facts);
            var repliedAt = firstReply(facts);
            return new Inputs(
                    Folding.facts(row, heard, repliedAt, memory, said), memory.hits(), heard, repliedAt, said);
        }

        Folded folded(Folding folding, EngagementRow row) {
            var inputs = inputs(row);
            return new Folded(inputs, folding.classifier.fold(inputs.facts, inputs.hits));
        }
    }

    private record Inputs(
            CopyFacts facts,
            List<Hit> hits,
            Delivery heard,
            @Nullable Instant repliedAt,
            Remarks remarks) {}

    private record Folded(Inputs inputs, Engagement engagement) {}

    private Known known(List<EngagementRow> copies) {
        var ids = copies.stream().map(EngagementRow::copy).toList();
        var now = clock.instant();
        // Once, so that the reading need not look before each query whether something waits to be written.
        rows.flush();
        return new Known(log.of(ids), rows.evidence(ids), rows.judged(ids), rows.remarks(ids), access.own(now), now);
    }

    private void fold(EngagementRow row, Known known, News news) {
        var folded = known.folded(this, row);
        var inputs = folded.inputs;
        var engagement = folded.engagement;
        var heard = inputs.heard;
        var delivery = inputs.repliedAt != null || isFromRecipient(engagement) ? heard.proven() : heard;
        // Scanners follow every address with GET: only the button, or a mail client's one-click POST, is a person's
        // wish (RFC 8058).
        var unsubscribed = inputs.hits.stream()
                .anyMatch(
                        hit -> hit.kind() == HitKind.UNSUBSCRIBE && hit.method().equals("POST"));
        judge(row, engagement, known.lines(row));
        take(
                row,
                new Figures(delivery, inputs.repliedAt, engagement, unsubscribed, inputs.remarks.byHand()),
                known.now,
                news);
    }

    private static CopyFacts facts(
            EngagementRow row, Delivery delivery, @Nullable Instant repliedAt, OwnMemory memory, Remarks remarks) {
        return new CopyFacts(
                row.tracksOpens,
                row.notTracked,
                row.linkCount,
                row.createdAt,
                delivery.contentAt(),
                delivery.captured(),
                row.test,
                memory.sessions(),
                memory.devices(),
                delivery.bouncedAt(),
                repliedAt,
                remarks.corrections(),
                remarks.told(),
                remarks.otherReply(),
                GroupAddressRule.isGroup(row.recipient));
    }

    private static @Nullable Instant firstReply(List<Evidence> evidence) {
        return evidence.stream()
                .filter(fact -> fact.kind() == Evidence.Kind.REPLY)
                .map(Evidence::at)
                .reduce(null, Times::earliest, Times::earliest);
    }

    private static boolean isFromRecipient(Engagement engagement) {
        return engagement.hits().stream()
                .anyMatch(judged -> judged.verdict() == Verdict.HUMAN || judged.verdict() == Verdict.MACHINE);
    }

    /** Writes each hit's verdict into its line; only lines that differ become SQL. */
    private void judge(EngagementRow row, Engagement engagement, List<TimelineRow> lines) {
        Map<String, TimelineRow> known = lines.stream().collect(Collectors.toMap(line -> line.id, Function.identity()));
        for (var judged : engagement.hits()) {
            var line = known.get(judged.hit().id().value());
            if (line == null) {
                rows.add(new TimelineRow(row, judged));
            } else {
                line.judge(judged);
            }
        }
    }

    private void take(EngagementRow row, Figures after, Instant now, News news) {
        var before = row.version == 0 ? null : row.figures();
        if (after.equals(before)) {
            return;
        }
        if (after.unsubscribed() && !row.unsubscribed) {
            refuseMail(row);
        }
        row.take(after);
        if (row.test) {
            news.live.add(new LiveChangeRow(row, now, null));
            return;
        }
        NewsRule.events(before, after, now).forEach((type, due) -> news.due.put(row.copyId + "|" + type, due));
        announce(row, before, after, now, news);
    }

    private void refuseMail(EngagementRow row) {
        var note = Texts.cut("Unsubscribed through the mail “" + row.subject + "”.", 500);
        privacy.add(access.viewer(new UserId(row.ownerId)), new EmailAddress(row.recipient), Privacy.Kind.MAIL, note);
    }

    private void announce(EngagementRow row, @Nullable Figures before, Figures after, Instant now, News news) {
        var announced = row.announced();
        var notices = NewsRule.notices(announced, before, after, row.who(), row.subject, row.links());
        if (notices.isEmpty()) {
            news.live.add(new LiveChangeRow(row, now, null));
            return;
        }
        for (var notice : notices) {
            news.live.add(new LiveChangeRow(row, now, notice));
        }
        row.announced = Json.write(NewsRule.told(announced, notices));
    }
}
