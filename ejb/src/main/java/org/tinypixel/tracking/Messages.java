package org.tinypixel.tracking;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.UserId;
import org.tinypixel.privacy.Privacy;

/** Takes mails in: one copy per recipient, each with its own token, pixel and tracked links; stores messages and copies. */
@Stateless
public class Messages {
    private static final Pattern REPLY = Pattern.compile("(?i)(re|aw|antw|sv|vs|odp|r)\\s*:.*");

    @Inject
    Intake intake;

    @Inject
    MessageRows rows;

    @Inject
    Privacy privacy;

    @Inject
    Access access;

    @Inject
    InstantSource clock;

    /**
     * A mail with its tracked copies.
     *
     * @param willSend false where the client sends the copies itself
     */
    public record Created(StoredMessage message, List<TrackedCopy> copies, boolean willSend) {
        public Created {
            copies = List.copyOf(copies);
        }
    }

    /** Checks, stores and tracks a mail given as JSON; fires {@link MessageCreated}. {@link Invalid} names every wrong field. */
    public Created create(Viewer viewer, NewMessage message) {
        return create(viewer, message, false);
    }

    /** The same for a test mail, which is in no number. */
    public Created createTest(Viewer viewer, NewMessage message) {
        return create(viewer, message, true);
    }

    private Created create(Viewer viewer, NewMessage message, boolean test) {
        var draft = MessageCheck.check(viewer, message, privacy::refusesMail);
        var id = MessageId.next();
        var now = clock.instant();
        var named = named(draft, intake.messageIdHeader(id));
        return intake.take(new Intake.Complete(
                id,
                owner(viewer, draft),
                named,
                ReadContent.of(ComposedMail.write(named, intake.messageIdHeader(id), now)),
                test,
                now));
    }

    /** The same for a complete MIME message; {@code from} null takes the message's own, {@code to} empty takes To, Cc and Bcc of the message. */
    public Created createRaw(Viewer viewer, byte[] mime, @Nullable EmailAddress from, List<EmailAddress> to) {
        return createRaw(viewer, RawSubmission.of(mime, from, to));
    }

    /** The same with all that may come beside a complete message. */
    public Created createRaw(Viewer viewer, RawSubmission given) {
        var raw = new RawMail(given.mime());
        var id = MessageId.next();
        var now = clock.instant();
        var header = raw.messageIdHeader().orElseGet(() -> intake.messageIdHeader(id));
        var draft = RawCheck.check(viewer, raw, given, header, privacy::refusesMail);
        return intake.take(new Intake.Complete(
                id, owner(viewer, draft), draft, raw.outgoing(header, now, given.hidden()), false, now));
    }

    /**
     * A follow-up to a copy in its thread: {@code Message-ID} as given, {@code In-Reply-To} and {@code References} from the copy's mail. The caller is trusted code.
     * {@link Conflict} where a mail with this {@code Message-ID} exists: it was created before.
     */
    public Created createFollowUp(FollowUpMail mail) {
        var original = findByCopy(mail.answers()).orElseThrow(() -> new NotFound("There is no such copy."));
        if (intake.knows(mail.messageIdHeader())) {
            throw new Conflict("This follow-up exists already.");
        }
        var draft = followUp(mail, original);
        var now = clock.instant();
        return intake.take(new Intake.Complete(
                MessageId.next(),
                original.owner(),
                draft,
                ReadContent.of(ComposedMail.write(draft, mail.messageIdHeader(), now)),
                original.test(),
                now));
    }

    /** A mail belongs to the person that it is from; what is from nobody here belongs to whoever handed it in. */
    private UserId owner(Viewer viewer, Draft draft) {
        var sender = draft.from().address();
        return viewer.addresses().contains(sender)
                ? viewer.id()
                : access.userOf(sender).orElse(viewer.id());
    }

    /** A message by id, for trusted code inside the application. */
    public Optional<StoredMessage> find(MessageId id) {
        return rows.find(id);
    }

    /** What the sender's program attached to a message, in its order. */
    public Map<String, String> metadata(MessageId id) {
        return rows.metadata(id);
    }

    /** The message of a copy, for trusted code inside the application. */
    public Optional<StoredMessage> findByCopy(CopyId id) {
        return rows.findByCopy(id);
    }

    /** Mails with these {@code Message-ID}s (without angle brackets), in their order, for trusted code inside the application. */
    public List<StoredMessage> named(List<String> messageIdHeaders) {
        return messageIdHeaders.stream()
                .distinct()
                .flatMap(header -> rows.withHeader(header).stream())
                .toList();
    }

    private Draft followUp(FollowUpMail mail, StoredMessage original) {
        var answered = original.copies().stream()
                .filter(copy -> copy.id().equals(mail.answers()))
                .findFirst()
                .orElseThrow();
        var subject = mail.subject() == null ? reply(original.subject()) : mail.subject();
        checkFollowUp(mail, subject, answered);
        var references = new ArrayList<>(original.threadReferences());
        references.remove(original.messageIdHeader());
        references.add(original.messageIdHeader());
        return new Draft(
                new NamedAddress(original.sender(), original.senderName()),
                List.of(new Draft.Recipient(
                        answered.recipient(), answered.recipientName(), answered.timeZone(), answered.crm())),
                subject,
                mail.html(),
                mail.text(),
                Map.of(
                        "In-Reply-To",
                        "<" + original.messageIdHeader() + ">",
                        "References",
                        "<" + String.join("> <", references) + ">",
                        // RFC 3834, section 5: no person pressed "send".
                        "Auto-Submitted",
                        "auto-generated"),
                mail.messageIdHeader(),
                references,
                TrackingRule.sameAs(answered),
                original.campaign(),
                mail.template(),
                null,
                true);
    }

    private void checkFollowUp(FollowUpMail mail, String subject, StoredCopy answered) {
        var wrong = new Invalid.Collector();
        wrong.require(mail.html() != null || mail.text() != null, "html", "A follow-up needs a body.");
        wrong.require(
                !NamedAddress.hasControl(subject) && subject.length() <= MessageCheck.LONGEST_SUBJECT + 4,
                "subject",
                "A subject has at most " + MessageCheck.LONGEST_SUBJECT + " characters and no line breaks.");
        for (var field : List.of(
                new String[] {"subject", subject},
                new String[] {"html", String.valueOf(mail.html())},
                new String[] {"text", String.valueOf(mail.text())})) {
            wrong.require(!MessageCheck.hasPlaceholder(field[1]), field[0], "A placeholder was not filled in.");
        }
        privacy.refusesMail(answered.recipient()).ifPresent(reason -> wrong.add("to[0].email", reason));
        wrong.throwIfAny();
    }

    /** {@code Re: } is put before a subject once, however long the thread is. */
    static String reply(String subject) {
        return REPLY.matcher(subject).matches() ? subject : "Re: " + subject;
    }

    private static Draft named(Draft draft, String messageIdHeader) {
        return new Draft(
                draft.from(),
                draft.to(),
                draft.subject(),
                draft.html(),
                draft.text(),
                draft.headers(),
                messageIdHeader,
                draft.references(),
                draft.track(),
                draft.campaign(),
                draft.template(),
                draft.sequence(),
                draft.send());
    }
}
