package org.tinypixel.submission;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Sessions;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.Times;
import org.tinypixel.database.Database;
import org.tinypixel.database.OldRows;
import org.tinypixel.followup.WaitSequences;
import org.tinypixel.mail.Mail;
import org.tinypixel.privacy.Privacy;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.RawSubmission;

/** What the SMTP gateway asks: who signs in, who may be written to, and taking a mail in once. */
@Stateless
public class Submissions {
    /** How long a client's retry after a lost answer is known as one. */
    static final Duration KNOWN = Duration.ofMinutes(10);

    private static final int LONGEST_NOTE = 400;

    @Inject
    EntityManager database;

    @Inject
    Database state;

    @Inject
    Sessions sessions;

    @Inject
    Privacy privacy;

    @Inject
    Mail mail;

    @Inject
    WaitSequences waits;

    @Inject
    Settings settings;

    @Inject
    InstantSource clock;

    /**
     * A mail that was taken.
     *
     * @param note what its sender should know, such as "Not tracked: …"; empty for nothing
     * @param again whether it had been taken before and was left alone now
     */
    public record Accepted(MessageId id, String note, boolean again) {}

    /**
     * Whoever signs in with an API key as password.
     *
     * @param user {@code apikey}, or an address of the key's account
     */
    public Optional<Viewer> signIn(String user, String key) {
        state.mustBeReady();
        return sessions.byApiKey(key)
                .filter(viewer -> user.toLowerCase(Locale.ROOT).equals("apikey")
                        || EmailAddress.parse(user)
                                .filter(viewer.addresses()::contains)
                                .isPresent());
    }

    /** Why an address gets no mail through here, as a sentence; empty where it may. */
    public Optional<String> refuses(EmailAddress recipient) {
        state.mustBeReady();
        var domains = domains();
        return GatewayAddressRule.isSwitch(recipient, domains)
                ? Optional.ofNullable(GatewayAddressRule.refuse(recipient, domains))
                : privacy.refusesMail(recipient);
    }

    /**
     * Takes a mail in, or recognizes it as one that was taken within ten minutes. Committed when this returns; {@link #force} brings it to the disk. {@link Invalid} names what is
     * wrong with it; {@link Conflict} where the same mail is being taken at this moment: asking again finds it.
     */
    public Accepted accept(Submission submission) {
        state.mustBeReady();
        var now = Times.micros(clock.instant());
        var fingerprint = Fingerprint.of(submission);
        var known = database.find(SubmissionRow.class, fingerprint, LockModeType.PESSIMISTIC_WRITE);
        if (known != null && known.acceptedAt.isAfter(now.minus(KNOWN))) {
            return new Accepted(new MessageId(known.messageId), known.note, true);
        }
        var asked = GatewayAddressRule.read(
                submission.to().stream().map(Submission.Recipient::address).toList(), domains());
        var wait = asked.followUp();
        var created = mail.submitRaw(
                submission.viewer(),
                new RawSubmission(
                        submission.content(),
                        submission.from(),
                        asked.people(),
                        asked.switches(),
                        asked.track(),
                        wait == null ? null : waits.find(submission.viewer(), wait.amount(), wait.unit()),
                        submission.smtputf8(),
                        settings.gateway().maxBytes()),
                submission::envelope);
        var note = note(created);
        remember(known, fingerprint, created.message().id(), note, now);
        return new Accepted(created.message().id(), note, false);
    }

    private void remember(@Nullable SubmissionRow known, String fingerprint, MessageId id, String note, Instant now) {
        try {
            if (known == null) {
                database.persist(new SubmissionRow(fingerprint, id, note, now));
            } else {
                known.accepted(id, note, now);
            }
            database.flush();
        } catch (PersistenceException taken) {
            throw new Conflict("The same mail is being taken at this moment.");
        }
    }

    /** Brings what was accepted to the disk; one call serves all that were accepted before it began. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void force() {
        mail.force();
    }

    /** Forgets some retries that nobody makes any more; gives how many, 0 where none was left. */
    public int forgetOld(Instant now) {
        return OldRows.remove(database, SubmissionRow.class, "fingerprint", "acceptedAt", now.minus(KNOWN));
    }

    private Set<String> domains() {
        return Stream.concat(
                        Stream.of(
                                Objects.requireNonNullElse(settings.publicUrl().getHost(), "localhost")),
                        settings.gateway().domains().stream())
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Each reason once, however many copies it holds for. */
    private static String note(Messages.Created created) {
        var reasons = created.copies().stream()
                .map(copy -> copy.copy().notTracked())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        var note = reasons.isEmpty() ? "" : "Not tracked" + share(created) + ": " + String.join("; ", reasons);
        return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE);
    }

    private static String share(Messages.Created created) {
        var untracked = created.copies().stream()
                .filter(copy -> copy.copy().notTracked() != null)
                .count();
        return untracked == created.copies().size()
                ? ""
                : " for " + untracked + " of " + created.copies().size();
    }
}
