package org.tinypixel.privacy;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;

/** Who gets no mail and who is not tracked. Every person of the organisation may add a refusal; nothing overrides one. */
@Stateless
public class Privacy {
    private static final int LONGEST_NOTE = 500;

    @Inject
    EntityManager database;

    @Inject
    InstantSource clock;

    @Inject
    Administration administration;

    /** {@code mail}: gets no more mail; {@code tracking}: is not tracked. */
    public enum Kind {
        @JsonProperty("mail")
        MAIL,
        @JsonProperty("tracking")
        TRACKING
    }

    /** One refusal. */
    public record Suppression(String id, EmailAddress email, Kind kind, String note, Instant since) {}

    /** Why this address must get no mail, as a sentence; empty where it may. */
    public Optional<String> refusesMail(EmailAddress address) {
        return find(SuppressionRow.class, address)
                .map(row -> address + " wants no more mail since "
                        + row.since.atZone(ZoneOffset.UTC).toLocalDate() + ".");
    }

    /** Why this address must not be tracked, as a phrase behind "Not tracked: "; empty where it may. */
    public Optional<String> refusesTracking(EmailAddress address) {
        return find(OptOutRow.class, address).map(row -> "recipient opted out");
    }

    /** Adds a refusal; one that is there already stays as it is. */
    public Suppression add(Viewer viewer, EmailAddress address, Kind kind, String note) {
        if (note.length() > LONGEST_NOTE || note.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new Invalid("note", "A note has at most " + LONGEST_NOTE + " characters.");
        }
        var there = kind == Kind.MAIL ? find(SuppressionRow.class, address) : find(OptOutRow.class, address);
        if (there.isPresent()) {
            return shown(there.get());
        }
        var row = kind == Kind.MAIL
                ? new SuppressionRow(address, note, clock.instant())
                : new OptOutRow(address, note, clock.instant());
        database.persist(row);
        administration.note(
                viewer, "refusal added", address + " (" + kind.name().toLowerCase(java.util.Locale.ROOT) + ")");
        return shown(row);
    }

    /** What a recipient asked for on a page or by a mail program; the same wish twice is one. */
    public void wish(EmailAddress address, Kind kind, String how) {
        var there = kind == Kind.MAIL ? find(SuppressionRow.class, address) : find(OptOutRow.class, address);
        if (there.isEmpty()) {
            database.persist(
                    kind == Kind.MAIL
                            ? new SuppressionRow(address, how, clock.instant())
                            : new OptOutRow(address, how, clock.instant()));
        }
    }

    /** Those of the addresses that must not be tracked. */
    public Set<EmailAddress> untracked(Collection<EmailAddress> addresses) {
        return addresses.isEmpty()
                ? Set.of()
                : database.createQuery("select r.email from OptOutRow r where r.email in :emails", String.class)
                        .setParameter(
                                "emails",
                                addresses.stream().map(EmailAddress::value).toList())
                        .getResultStream()
                        .map(EmailAddress::new)
                        .collect(Collectors.toSet());
    }

    public void remove(Viewer viewer, String id) {
        var row = Stream.of(SuppressionRow.class, OptOutRow.class)
                .flatMap(type -> Optional.ofNullable(database.find(type, id)).stream())
                .findFirst()
                .orElseThrow(() -> new NotFound("There is no such entry."));
        database.remove(row);
        administration.note(viewer, "refusal removed", row.email);
    }

    /** All refusals, newest first. */
    public List<Suppression> list(Viewer viewer) {
        return Stream.concat(all(SuppressionRow.class), all(OptOutRow.class))
                .map(Privacy::shown)
                .sorted(Comparator.comparing(Suppression::since).reversed())
                .toList();
    }

    private <T extends RefusalRow> Stream<T> all(Class<T> type) {
        return database.createQuery("select r from " + type.getSimpleName() + " r", type)
                .getResultStream();
    }

    private <T extends RefusalRow> Optional<T> find(Class<T> type, EmailAddress address) {
        return database.createQuery("select r from " + type.getSimpleName() + " r where r.email = :email", type)
                .setParameter("email", address.value())
                .getResultStream()
                .findFirst();
    }

    private static Suppression shown(RefusalRow row) {
        var kind = row instanceof SuppressionRow ? Kind.MAIL : Kind.TRACKING;
        return new Suppression(row.id, new EmailAddress(row.email), kind, row.note, row.since);
    }
}
