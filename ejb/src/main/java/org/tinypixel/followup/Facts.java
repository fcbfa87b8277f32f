package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Times;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.engagement.CopyState;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.engagement.Engagements;
import org.tinypixel.hits.HitLog;
import org.tinypixel.inbound.Inbound;
import org.tinypixel.mail.Mail;
import org.tinypixel.privacy.Privacy;

/** Gathers what a decision needs to know, from all features that know it. */
@Dependent
final class Facts {
    private final SequenceRows sequences;
    private final FollowUpRows rows;
    private final Engagements engagements;
    private final Privacy privacy;
    private final HitLog hits;
    private final Mail mail;
    private final Inbound inbound;

    @Inject
    Facts(
            SequenceRows sequences,
            FollowUpRows rows,
            Engagements engagements,
            Privacy privacy,
            HitLog hits,
            Mail mail,
            Inbound inbound) {
        this.sequences = sequences;
        this.rows = rows;
        this.engagements = engagements;
        this.privacy = privacy;
        this.hits = hits;
        this.mail = mail;
        this.inbound = inbound;
    }

    /**
     * One step with all that is known about it.
     *
     * @param content null where it is incomplete
     * @param answers the last mail of the thread that was sent
     */
    record Case(
            Sequence.Step step,
            Knowledge known,
            Rendering.@Nullable Content content,
            String template,
            CopyId answers) {}

    Case gather(FollowUpRows.Locked locked, Instant now) {
        var enrollment = locked.enrollment();
        var row = locked.followUp();
        var plan = sequences.version(enrollment.sequenceId);
        var step = sequences.step(plan.id, row.step).orElseThrow().value();
        var calendar = plan.window().calendar(enrollment.timeZone);
        var sent = rows.steps(enrollment.id).stream()
                .filter(other -> other.step < row.step)
                .map(other -> other.copyId)
                .filter(Objects::nonNull)
                .map(CopyId::new)
                .toList();
        var original = engagements.state(enrollment.copy()).orElse(null);
        var thread = new ArrayList<CopyState>();
        if (original != null) {
            thread.add(original);
        }
        sent.forEach(copy -> engagements.state(copy).ifPresent(thread::add));

        var template = sequences.template(step.template());
        Rendering.Content content = null;
        String incomplete = null;
        try {
            content = content(template, original);
        } catch (Rendering.Incomplete lacking) {
            incomplete = lacking.getMessage();
        }
        var known = new Knowledge(
                enrollment.isActive() ? null : Objects.requireNonNullElse(enrollment.reason, "It has ended."),
                sequences.newest(plan.series).map(newest -> newest.active).orElse(true),
                privacy.refusesMail(new EmailAddress(enrollment.recipient)).orElse(null),
                undeliverable(enrollment, original, thread),
                replied(thread, now),
                plan.stopOnReply,
                replies(new EmailAddress(enrollment.sender)),
                hits.completeUntil(now),
                opened(thread),
                calendar,
                enrollment.pause(),
                limits(plan, enrollment.sender, now),
                plan.approval == Sequence.Approval.ASK,
                row.approvedAt == null || row.approvedBy == null
                        ? null
                        : new Knowledge.Approval(row.approvedBy, row.approvedAt),
                incomplete);
        return new Case(
                step,
                known,
                content,
                template == null ? "" : template.name,
                sent.isEmpty() ? enrollment.copy() : sent.get(sent.size() - 1));
    }

    private static Rendering.Content content(@Nullable TemplateRow template, @Nullable CopyState original)
            throws Rendering.Incomplete {
        if (template == null || original == null) {
            throw new Rendering.Incomplete(
                    template == null ? "the template was removed." : "the mail that it follows is no longer stored.");
        }
        return Rendering.render(
                template.shown(),
                new Rendering.Values(
                        original.recipientName(),
                        original.recipient().value(),
                        original.subject(),
                        original.senderName()));
    }

    private Knowledge.Limits limits(SequenceRow plan, String sender, Instant now) {
        var day = plan.window().calendar(null).startOfDay(now);
        return new Knowledge.Limits(
                rows.handedSince(sender, day), rows.handedSince(sender, now.minus(Duration.ofMinutes(1))));
    }

    private Knowledge.Replies replies(EmailAddress sender) {
        return new Knowledge.Replies(inbound.readUntil(sender).orElse(null), mail.leaves(sender));
    }

    private @Nullable String undeliverable(
            EnrollmentRow enrollment, @Nullable CopyState original, List<CopyState> thread) {
        if (original == null) {
            return "The mail that it follows is no longer stored.";
        }
        if (original.delivery() == DeliveryStatus.FAILED || original.delivery() == DeliveryStatus.CANCELLED) {
            return "The mail that it follows was not sent" + detail(original);
        }
        var bounced = thread.stream()
                .filter(copy -> copy.delivery() == DeliveryStatus.BOUNCED)
                .toList();
        // A follow-up that was not taken this time ends only itself; without the first mail there is nothing to follow.
        var soft = inbound.bouncedSoftly(bounced.stream()
                .map(CopyState::copy)
                .filter(copy -> !copy.equals(original.copy()))
                .toList());
        return bounced.stream()
                .filter(copy -> !soft.contains(copy.copy()))
                .findFirst()
                .map(copy -> "A mail to this address bounced" + detail(copy))
                .or(() -> inbound.isDead(new EmailAddress(enrollment.recipient)))
                .orElse(null);
    }

    private static String detail(CopyState copy) {
        var detail = copy.deliveryDetail();
        return detail == null || detail.isBlank() ? "." : ": " + detail;
    }

    private static @Nullable Instant replied(List<CopyState> thread, Instant now) {
        Instant first = null;
        for (var copy : thread) {
            var at = copy.repliedAt();
            if (at == null && copy.engagement().status() == EngagementStatus.REPLIED) {
                at = now;
            }
            first = Times.earliest(first, at);
        }
        return first;
    }

    /** An open of any mail of the thread is one; without one, whatever cannot be known about a mail leaves the whole unknown. */
    private static Knowledge.Opened opened(List<CopyState> thread) {
        var statuses = thread.stream().map(copy -> copy.engagement().status()).toList();
        if (statuses.stream().anyMatch(EngagementStatus::seenByPerson)) {
            return Knowledge.Opened.YES;
        }
        if (statuses.contains(EngagementStatus.OPENED_BY_MACHINE)) {
            return Knowledge.Opened.MACHINE;
        }
        return statuses.contains(EngagementStatus.NOT_TRACKED)
                        || thread.stream().anyMatch(copy -> !copy.tracksOpens())
                ? Knowledge.Opened.NOT_TRACKED
                : Knowledge.Opened.NO;
    }
}
