package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
        var known = locked.stream().map(EngagementRow::copy).toList();
        var hits = log.of(known);
        var evidence = rows.evidence(known);
        var judged = rows.judged(known);
        var remarks = rows.remarks(known);
        var now = clock.instant();
        var own = access.own(now);
        var any = false;
        for (var row : locked) {
            any |= fold(
                    row,
                    evidence.getOrDefault(row.copyId, List.of()),
                    hits.getOrDefault(row.copy(), List.of()),
                    judged.getOrDefault(row.copyId, List.of()),
                    Remarks.of(remarks.getOrDefault(row.copyId, List.of())),
                    own,
                    now);
        }
        if (any) {
            changed.fire(new CopiesChanged());
        }
    }

    private boolean fold(
            EngagementRow row,
            List<Evidence> evidence,
            List<Hit> hits,
            List<TimelineRow> lines,
            Remarks remarks,
            Access.OwnMarks own,
            Instant now) {
        var memory = OwnMemory.of(own, hits, lines);
        var heard = DeliveryRule.fold(row.createdAt, evidence);
        var repliedAt = firstReply(evidence);
        var engagement = classifier.fold(facts(row, heard, repliedAt, memory, remarks), memory.hits());
        var delivery = repliedAt != null || isFromRecipient(engagement) ? heard.proven() : heard;
        // Scanners follow every address with GET: only the button, or a mail client's one-click POST, is a person's
        // wish (RFC 8058).
        var unsubscribed = hits.stream()
                .anyMatch(
                        hit -> hit.kind() == HitKind.UNSUBSCRIBE && hit.method().equals("POST"));
        judge(row, engagement, lines);
        return take(row, new Figures(delivery, repliedAt, engagement, unsubscribed, remarks.byHand()), now);
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
                false);
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

    private boolean take(EngagementRow row, Figures after, Instant now) {
        var before = row.version == 0 ? null : row.figures();
        if (after.equals(before)) {
            return false;
        }
        if (after.unsubscribed() && !row.unsubscribed) {
            refuseMail(row);
        }
        row.take(after);
        if (row.test) {
            rows.add(new LiveChangeRow(row, now, null));
            return true;
        }
        NewsRule.events(before, after, now)
                .forEach((type, due) -> outbox.put(Topic.ENGAGEMENT, row.copyId + "|" + type, due));
        announce(row, before, after, now);
        return true;
    }

    private void refuseMail(EngagementRow row) {
        var note = Texts.cut("Unsubscribed through the mail “" + row.subject + "”.", 500);
        privacy.add(access.viewer(new UserId(row.ownerId)), new EmailAddress(row.recipient), Privacy.Kind.MAIL, note);
    }

    private void announce(EngagementRow row, @Nullable Figures before, Figures after, Instant now) {
        var announced = row.announced();
        var notices = NewsRule.notices(announced, before, after, row.who(), row.subject, row.links());
        if (notices.isEmpty()) {
            rows.add(new LiveChangeRow(row, now, null));
            return;
        }
        for (var notice : notices) {
            rows.add(new LiveChangeRow(row, now, notice));
        }
        row.announced = Json.write(NewsRule.told(announced, notices));
    }
}
