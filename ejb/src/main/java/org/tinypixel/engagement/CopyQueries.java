package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.TeamId;
import org.tinypixel.base.Times;
import org.tinypixel.base.UserId;

/** Reads lists for a viewer; every query begins with the owners that the viewer sees. */
@Dependent
final class CopyQueries {
    private static final int PORTION = 500;

    private final EntityManager database;
    private final CopyRows rows;
    private final Access access;

    @Inject
    CopyQueries(EntityManager database, CopyRows rows, Access access) {
        this.database = database;
        this.rows = rows;
        this.access = access;
    }

    Stream<CopyState> rows(Viewer viewer, Engagements.CopyFilter filter) {
        var where = new Where(owners(viewer, filter.team(), filter.person()))
                .and("e.test = false")
                .maybe("e.countedAt >= :from", "from", micros(filter.from()))
                .maybe("e.countedAt < :to", "to", micros(filter.to()))
                .maybe("e.campaign = :campaign", "campaign", filter.campaign())
                .maybe("e.template = :template", "template", filter.template())
                .maybe("e.sequence = :sequence", "sequence", filter.sequence());
        return where.fill(database.createQuery(
                        "select e from EngagementRow e" + where.text() + " order by e.countedAt, e.copyId",
                        EngagementRow.class))
                .setHint("org.hibernate.fetchSize", PORTION)
                .getResultStream()
                .map(row -> rows.letGo(row).state());
    }

    /** A message in a list. */
    record Found(String message, Instant createdAt) {}

    /** Newest first, one more than asked for. */
    List<Found> messages(Viewer viewer, MessageFilter filter, PageRequest page) {
        if (filter.status() != null && !Shown.isStatus(filter.status())) {
            throw new Invalid("status", "There is no status " + filter.status() + ".");
        }
        var where = new Where(owners(viewer, filter.team(), null))
                .maybe("e.countedAt >= :from", "from", micros(filter.from()))
                .maybe("e.countedAt < :to", "to", micros(filter.to()))
                .maybe("e.campaign = :campaign", "campaign", filter.campaign())
                .maybe("e.template = :template", "template", filter.template())
                .maybe("e.shown = :status", "status", filter.status())
                .words("q", filter.q(), "e.subject", "e.recipient", "e.recipientName");
        address(where, "sender", filter.sender());
        address(where, "recipient", filter.recipient());
        after(where, page, "e.createdAt", "e.messageId");
        return where.fill(database.createQuery(
                        "select e.messageId as message, e.createdAt as created from EngagementRow e" + where.text()
                                + " group by e.messageId, e.createdAt order by e.createdAt desc, e.messageId desc",
                        Tuple.class))
                .setMaxResults(page.limit() + 1)
                .getResultStream()
                .map(row -> new Found(row.get("message", String.class), row.get("created", Instant.class)))
                .toList();
    }

    /** Lines of a message, oldest first, one more than asked for. */
    List<TimelineRow> events(MessageId message, PageRequest page) {
        var mark = page.after();
        var query = database.createQuery(
                        "select t from TimelineRow t where t.messageId = :message"
                                + (mark == null ? "" : " and (t.at > :at or (t.at = :at and t.id > :id))")
                                + " order by t.at, t.id",
                        TimelineRow.class)
                .setParameter("message", message.value());
        if (mark != null) {
            query.setParameter("at", mark.at()).setParameter("id", mark.id());
        }
        return letGo(query.setMaxResults(page.limit() + 1).getResultList());
    }

    /** An address with how many mails it got and when something last happened. */
    record Contact(String email, long mails, Instant lastAt) {}

    List<Contact> contacts(Viewer viewer, @Nullable String q, PageRequest page) {
        var where = new Where(viewer.visible()).and("e.test = false").words("q", q, "e.recipient", "e.recipientName");
        var mark = page.after();
        var query = where.fill(database.createQuery(
                "select e.recipient as email, count(e) as mails, max(e.lastAt) as lastAt from EngagementRow e"
                        + where.text()
                        + " group by e.recipient"
                        + (mark == null
                                ? ""
                                : " having max(e.lastAt) < :at or (max(e.lastAt) = :at and e.recipient < :id)")
                        + " order by max(e.lastAt) desc, e.recipient desc",
                Tuple.class));
        if (mark != null) {
            query.setParameter("at", mark.at()).setParameter("id", mark.id());
        }
        return query.setMaxResults(page.limit() + 1)
                .getResultStream()
                .map(row -> new Contact(
                        row.get("email", String.class), row.get("mails", Long.class), row.get("lastAt", Instant.class)))
                .toList();
    }

    /** For each contact the copies at which something happened last. */
    List<EngagementRow> latest(Viewer viewer, Collection<Contact> contacts) {
        if (contacts.isEmpty()) {
            return List.of();
        }
        var where = new Where(viewer.visible())
                .and("e.test = false")
                .and(
                        "e.recipient in :emails",
                        "emails",
                        contacts.stream().map(Contact::email).toList())
                .and(
                        "e.lastAt in :times",
                        "times",
                        contacts.stream().map(Contact::lastAt).collect(Collectors.toSet()));
        return where.fill(database.createQuery(
                        "select e from EngagementRow e" + where.text() + " order by e.copyId", EngagementRow.class))
                .getResultStream()
                .map(rows::letGo)
                .toList();
    }

    /** A line and its copy. */
    record Line(TimelineRow line, EngagementRow copy) {}

    /** What happened with mails to an address, newest first, one more than asked for. */
    List<Line> timeline(Viewer viewer, EmailAddress contact, PageRequest page) {
        var where = new Where(viewer.visible()).and("e.recipient = :contact", "contact", contact.value());
        after(where, page, "t.at", "t.id");
        var found = where.fill(database.createQuery(
                        "select t as line, e as copy from EngagementRow e join TimelineRow t on t.copyId = e.copyId"
                                + where.text() + " order by t.at desc, t.id desc",
                        Tuple.class))
                .setMaxResults(page.limit() + 1)
                .getResultList();
        var lines = found.stream()
                .map(row -> new Line(row.get("line", TimelineRow.class), row.get("copy", EngagementRow.class)))
                .toList();
        lines.forEach(line -> {
            database.detach(line.line());
            database.detach(line.copy());
        });
        return lines;
    }

    Optional<Engagements.Note> lastNote(CopyId copy, EventType type) {
        return database.createQuery(
                        "select t from TimelineRow t where t.copyId = :copy and t.kind = :kind order by t.at desc, t.id",
                        TimelineRow.class)
                .setParameter("copy", copy.value())
                .setParameter("kind", Shown.wire(type))
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(line -> new Engagements.Note(line.at, line.text == null ? "" : line.text));
    }

    /** Copies that rules of an older version judged, in the order of their ids, behind this one. */
    List<CopyId> judgedBefore(int ruleVersion, String after, int limit) {
        return database.createQuery(
                        "select e.copyId from EngagementRow e where e.ruleVersion < :version and e.copyId > :after order by e.copyId",
                        String.class)
                .setParameter("version", ruleVersion)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultStream()
                .map(CopyId::new)
                .toList();
    }

    long countJudgedBefore(int ruleVersion) {
        return database.createQuery("select count(e) from EngagementRow e where e.ruleVersion < :version", Long.class)
                .setParameter("version", ruleVersion)
                .getSingleResult();
    }

    /** The oldest version of the rules by which a copy is judged; null where there is no copy. */
    @Nullable
    Integer oldestRules() {
        return database.createQuery("select min(e.ruleVersion) from EngagementRow e", Integer.class)
                .getSingleResult();
    }

    private Set<UserId> owners(Viewer viewer, @Nullable String team, @Nullable String person) {
        var owners = viewer.visible().stream();
        if (team != null) {
            if (!Ids.isId(team)) {
                throw new Invalid("team", "A team is named by its id; GET /api/v1/teams lists them.");
            }
            var members = access.members(new TeamId(team));
            owners = owners.filter(members::contains);
        }
        if (person != null) {
            var wanted = Ids.isId(person)
                    ? Optional.of(new UserId(person))
                    : EmailAddress.parse(person).flatMap(access::userOf);
            owners = owners.filter(owner -> wanted.filter(owner::equals).isPresent());
        }
        return owners.collect(Collectors.toSet());
    }

    private List<TimelineRow> letGo(List<TimelineRow> lines) {
        lines.forEach(database::detach);
        return lines;
    }

    private static void after(Where where, PageRequest page, String time, String id) {
        var mark = page.after();
        if (mark != null) {
            where.and(
                            "(" + time + " < :markAt or (" + time + " = :markAt and " + id + " < :markId))",
                            "markAt",
                            mark.at())
                    .with("markId", mark.id());
        }
    }

    /** A whole address means exactly that one, anything else a part of one. */
    private static void address(Where where, String field, @Nullable String text) {
        EmailAddress.parse(text == null ? "" : text)
                .ifPresentOrElse(
                        whole -> where.and("e." + field + " = :" + field, field, whole.value()),
                        () -> where.words(field, text, "e." + field));
    }

    private static @Nullable Instant micros(@Nullable Instant at) {
        return at == null ? null : Times.micros(at);
    }
}
