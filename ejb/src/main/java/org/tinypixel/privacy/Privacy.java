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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Administration;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;

/** Who gets no mail and who is not tracked. Every person of the organisation may add a refusal; nothing overrides one. */
@Stateless
public class Privacy {
    private static final int LONGEST_NOTE = 500;

    private static final Comparator<RefusalRow> NEWEST = Comparator.comparing((RefusalRow row) -> row.since)
            .thenComparing(row -> row.id)
            .reversed();

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
                viewer, "refusal added", address + " (" + kind.name().toLowerCase(Locale.ROOT) + ")");
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

    /**
     * Refusals, newest first.
     *
     * @param kind null for both
     * @param q part of an address or of a note; null for all
     */
    public Page<Suppression> list(Viewer viewer, @Nullable Kind kind, @Nullable String q, PageRequest page) {
        var mail = kind == Kind.TRACKING ? Stream.<RefusalRow>empty() : newest(SuppressionRow.class, q, page);
        var tracking = kind == Kind.MAIL ? Stream.<RefusalRow>empty() : newest(OptOutRow.class, q, page);
        var both = Stream.concat(mail, tracking)
                .sorted(NEWEST)
                .limit(page.limit() + 1L)
                .toList();
        return Page.of(both, page.limit(), row -> new PageRequest.Mark(row.since, row.id).cursor())
                .map(Privacy::shown);
    }

    private <T extends RefusalRow> Stream<T> newest(Class<T> type, @Nullable String q, PageRequest page) {
        var after = page.after();
        var text = q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
        var query = database.createQuery(
                "select r from " + type.getSimpleName() + " r where 1 = 1"
                        + (text.isEmpty()
                                ? ""
                                : " and (r.email like :q escape '!' or lower(r.note) like :q escape '!')")
                        + (after == null ? "" : " and r.since <= :at and (r.since < :at or r.id < :id)")
                        + " order by r.since desc, r.id desc",
                type);
        if (!text.isEmpty()) {
            query.setParameter(
                    "q", "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
        }
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setMaxResults(page.limit() + 1).getResultStream();
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
