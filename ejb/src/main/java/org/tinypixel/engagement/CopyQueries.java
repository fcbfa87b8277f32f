package org.tinypixel.engagement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Access;
import org.tinypixel.access.PerOwner;
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

    /** With so many mails a word is rare enough to begin with. */
    private static final int FEW_MAILS = 5_000;

    /** A message in a list. */
    record Found(String message, Instant createdAt) {}

    private static final Comparator<Found> NEWEST =
            Comparator.comparing(Found::createdAt).thenComparing(Found::message).reversed();

    /** Newest first, one more than asked for. */
    List<Found> messages(Viewer viewer, MessageFilter filter, PageRequest page) {
        if (filter.status() != null && !Shown.isStatus(filter.status())) {
            throw new Invalid("status", "There is no status " + filter.status() + ".");
        }
        var owners = owners(viewer, filter.team(), null);
        return filter.isNarrow()
                ? messages(owners, filter, page)
                : PerOwner.first(owners, page.limit() + 1, NEWEST, some -> messages(some, filter, page));
    }

    private List<Found> messages(Set<UserId> owners, MessageFilter filter, PageRequest page) {
        var texts = Stream.of(filter.q(), isPart(filter.recipient()) ? filter.recipient() : null)
                .filter(Objects::nonNull)
                .toList();
        return search(
                texts,
                owners,
                page,
                () -> where(owners, filter),
                where -> where.words("q", filter.q(), "e.subject", "e.recipient", "e.recipientName")
                        .words("recipient", isPart(filter.recipient()) ? filter.recipient() : null, "e.recipient"),
                this::messages,
                some -> where -> where.among(
                        "e.messageId", "some", some.stream().map(Found::message).toList()),
                found -> new PageRequest.Mark(found.createdAt(), found.message()));
    }

    private static Where where(Set<UserId> owners, MessageFilter filter) {
        var to = micros(filter.to());
        var where = new Where(owners)
                .maybe("e.countedAt >= :from", "from", micros(filter.from()))
                .maybe("e.countedAt < :to", "to", to)
                // Follows from the line before, and lets the list begin at the period's end.
                .maybe("e.createdAt < :to", "to", to)
                .maybe("e.campaign = :campaign", "campaign", filter.campaign())
                .maybe("e.template = :template", "template", filter.template())
                .maybe("e.shown = :status", "status", filter.status());
        if (isPart(filter.sender())) {
            where.words("sender", filter.sender(), "e.sender");
        } else {
            where.maybe("e.sender = :sender", "sender", whole(filter.sender()));
        }
        return isPart(filter.recipient())
                ? where
                : where.maybe("e.recipient = :recipient", "recipient", whole(filter.recipient()));
    }

    private List<Found> messages(Where where, PageRequest page) {
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

    /**
     * Finds a page by words. Whoever sees few people's mails looks into these people's words. For whoever sees very many, all mails with the rarest word are listed first, where these
     * are few; where they are many, a page of the list is read in portions and fills soon.
     *
     * @param all all other conditions
     * @param words adds what the words ask of a row itself
     * @param list reads a page
     * @param among limits the conditions to some rows
     */
    private <T> List<T> search(
            List<String> texts,
            Set<UserId> owners,
            PageRequest page,
            Supplier<Where> all,
            UnaryOperator<Where> words,
            BiFunction<Where, PageRequest, List<T>> list,
            Function<List<T>, UnaryOperator<Where>> among,
            Function<T, PageRequest.Mark> place) {
        var asked = texts.stream()
                .flatMap(text -> SearchWords.asked(text).stream())
                .distinct()
                .toList();
        var where = words.apply(all.get());
        if (asked.isEmpty()) {
            return list.apply(where, page);
        }
        if (owners.size() <= PerOwner.MOST) {
            return list.apply(where.search(asked), page);
        }
        var rarest = asked.stream()
                .map(this::mailsWith)
                .filter(mails -> mails.size() <= FEW_MAILS)
                .min(Comparator.comparingInt(List::size));
        if (rarest.isPresent()) {
            return list.apply(where.hasWords(asked).among("e.messageId", "mails", rarest.get()), page);
        }
        return Sifting.first(
                        page,
                        portion -> list.apply(all.get(), portion),
                        some -> list.apply(
                                among.apply(some).apply(words.apply(all.get()).hasWords(asked)),
                                new PageRequest(some.size(), null)),
                        place)
                .orElseGet(() -> list.apply(where.hasWords(asked), page));
    }

    private List<String> mailsWith(String word) {
        return database.createQuery(
                        "select w.messageId from SearchWordRow w where w.word >= :word and w.word < :behind",
                        String.class)
                .setParameter("word", word)
                .setParameter("behind", SearchWords.behind(word))
                .setMaxResults(FEW_MAILS + 1)
                .getResultList();
    }

    /** Lines of a message, oldest first, one more than asked for. */
    List<TimelineRow> events(MessageId message, PageRequest page) {
        var mark = page.after();
        var query = database.createQuery(
                        "select t from TimelineRow t where t.messageId = :message"
                                + (mark == null ? "" : " and t.at >= :at and (t.at > :at or t.id > :id)")
                                + " order by t.at, t.id",
                        TimelineRow.class)
                .setParameter("message", message.value());
        if (mark != null) {
            query.setParameter("at", mark.at()).setParameter("id", mark.id());
        }
        return letGo(query.setMaxResults(page.limit() + 1).getResultList());
    }

    /** An address and when something last happened. */
    record Contact(String email, Instant lastAt) {}

    private static final Comparator<Contact> LATEST =
            Comparator.comparing(Contact::lastAt).thenComparing(Contact::email).reversed();

    /**
     * People who got mails, those first with whom something happened last, one more than asked for. A contact stands where the newest of its copies stands,
     * so that a page is read from an index and ends when it is full.
     */
    List<Contact> contacts(Viewer viewer, @Nullable String q, PageRequest page) {
        return PerOwner.first(viewer.visible(), page.limit() + 1, LATEST, some -> contacts(some, viewer, q, page));
    }

    private List<Contact> contacts(Set<UserId> owners, Viewer viewer, @Nullable String q, PageRequest page) {
        return search(
                q == null ? List.of() : List.of(q),
                owners,
                page,
                () -> newestOfContacts(owners, viewer),
                where -> where.words("q", q, "e.recipient", "e.recipientName"),
                this::contacts,
                some -> where -> where.among(
                                "e.recipient",
                                "some",
                                some.stream().map(Contact::email).toList())
                        .among(
                                "e.lastAt",
                                "times",
                                some.stream().map(Contact::lastAt).distinct().toList()),
                contact -> new PageRequest.Mark(contact.lastAt(), contact.email()));
    }

    private static Where newestOfContacts(Set<UserId> owners, Viewer viewer) {
        return new Where(owners)
                .and("e.test = false")
                .and(
                        "not exists (select n.copyId from EngagementRow n where n.recipient = e.recipient"
                                + " and n.lastAt > e.lastAt and n.test = false and n.ownerId in :seen)",
                        "seen",
                        viewer.visible().stream().map(UserId::value).collect(Collectors.toSet()));
    }

    private List<Contact> contacts(Where where, PageRequest page) {
        after(where, page, "e.lastAt", "e.recipient");
        return where.fill(database.createQuery(
                        "select e.recipient as email, e.lastAt as lastAt from EngagementRow e" + where.text()
                                + " group by e.recipient, e.lastAt order by e.lastAt desc, e.recipient desc",
                        Tuple.class))
                .setMaxResults(page.limit() + 1)
                .getResultStream()
                .map(row -> new Contact(row.get("email", String.class), row.get("lastAt", Instant.class)))
                .toList();
    }

    /** How many mails each of these contacts got. */
    Map<String, Long> mails(Viewer viewer, Collection<Contact> contacts) {
        if (contacts.isEmpty()) {
            return Map.of();
        }
        var where = new Where(viewer.visible())
                .and("e.test = false")
                .and(
                        "e.recipient in :emails",
                        "emails",
                        contacts.stream().map(Contact::email).toList());
        return where.fill(database.createQuery(
                        "select e.recipient as email, count(e) as mails from EngagementRow e" + where.text()
                                + " group by e.recipient",
                        Tuple.class))
                .getResultStream()
                .collect(Collectors.toMap(row -> row.get("email", String.class), row -> row.get("mails", Long.class)));
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

    Optional<CopyId> lastMail(EmailAddress recipient, Collection<EmailAddress> senders, Instant from, Instant to) {
        return database.createQuery(
                        "select e.copyId from EngagementRow e where e.recipient = :recipient and e.sender in :senders"
                                + " and e.test = false and e.sentAt >= :from and e.sentAt <= :to order by e.sentAt desc, e.copyId",
                        String.class)
                .setParameter("recipient", recipient.value())
                .setParameter(
                        "senders", senders.stream().map(EmailAddress::value).toList())
                .setParameter("from", from)
                .setParameter("to", to)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(CopyId::new);
    }

    /** The newest mails before this one, newest first. */
    List<Found> before(Instant at, String message, int limit) {
        return database.createQuery(
                        "select e.messageId as message, e.createdAt as created from EngagementRow e"
                                + " where e.createdAt <= :at and (e.createdAt < :at or e.messageId < :message)"
                                + " group by e.messageId, e.createdAt order by e.createdAt desc, e.messageId desc",
                        Tuple.class)
                .setParameter("at", at)
                .setParameter("message", message)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> new Found(row.get("message", String.class), row.get("created", Instant.class)))
                .toList();
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

    /** Some of them in the order of the rules' versions: an index tells them also where few are left. */
    List<CopyId> someJudgedBefore(int ruleVersion, int limit) {
        return database.createQuery(
                        "select e.copyId from EngagementRow e where e.ruleVersion < :version order by e.ruleVersion, e.copyId",
                        String.class)
                .setParameter("version", ruleVersion)
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
            // The first half lets an index begin there, which an "or" does not.
            where.and(time + " <= :markAt and (" + time + " < :markAt or " + id + " < :markId)", "markAt", mark.at())
                    .with("markId", mark.id());
        }
    }

    /** A whole address means exactly that one, anything else a part of one. */
    private static boolean isPart(@Nullable String text) {
        return text != null && EmailAddress.parse(text).isEmpty();
    }

    private static @Nullable String whole(@Nullable String text) {
        return text == null
                ? null
                : EmailAddress.parse(text).map(EmailAddress::value).orElse(null);
    }

    private static @Nullable Instant micros(@Nullable Instant at) {
        return at == null ? null : Times.micros(at);
    }
}
