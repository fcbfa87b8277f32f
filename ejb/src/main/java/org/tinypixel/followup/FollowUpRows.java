package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.PerOwner;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.Rows;

/**
 * Enrollments and their steps as they are stored. Whoever changes an enrollment or a step locks the enrollment first, then the step; a claim locks steps only and waits for nobody, so nobody
 * waits in a circle.
 */
@Dependent
final class FollowUpRows {
    private static final Comparator<FollowUpRow> SOONEST =
            Comparator.comparing(FollowUpRow::listedAt).thenComparing(row -> row.id);

    private static final Comparator<EnrollmentRow> LATEST = Comparator.comparing((EnrollmentRow row) -> row.createdAt)
            .thenComparing(row -> row.id)
            .reversed();

    private final EntityManager database;

    @Inject
    FollowUpRows(EntityManager database) {
        this.database = database;
    }

    /** Both rows, locked. */
    record Locked(EnrollmentRow enrollment, FollowUpRow followUp) {}

    /** Takes due steps for a minute by the database's clock, those that wait longest first, skipping what others hold. */
    List<DueSteps.Claim> claim(Instant now, int limit) {
        var due = database.createNativeQuery(
                        "select id from follow_up where state = 'WAITING' and look_at <= ?"
                                + " and (lease_until is null or lease_until < current_timestamp)"
                                + " order by look_at, id fetch first " + limit + " rows only for update skip locked",
                        String.class)
                .setParameter(1, now);
        var ids = Rows.of(due, String.class);
        if (ids.isEmpty()) {
            return List.of();
        }
        database.createNativeQuery("update follow_up set fence = fence + 1,"
                        + " lease_until = current_timestamp + interval '60' second where id in (:ids)")
                .setParameter("ids", ids)
                .executeUpdate();
        return database.createQuery(
                        "select f.id, f.fence from FollowUpRow f where f.id in :ids order by f.lookAt, f.id",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(row -> new DueSteps.Claim((String) row[0], (Long) row[1]))
                .toList();
    }

    /** The claimed rows; empty where the claim was lost. */
    Optional<Locked> lock(DueSteps.Claim claim) {
        return lock(claim.followUp())
                .filter(locked ->
                        locked.followUp().fence == claim.fence() && locked.followUp().state == FollowUpState.WAITING);
    }

    Optional<Locked> lock(String followUp) {
        var row = database.find(FollowUpRow.class, followUp);
        if (row == null) {
            return Optional.empty();
        }
        var enrollment = lockEnrollment(row.enrollmentId).orElseThrow();
        database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return Optional.of(new Locked(enrollment, row));
    }

    Optional<EnrollmentRow> lockEnrollment(String id) {
        var row = database.find(EnrollmentRow.class, id);
        if (row == null) {
            return Optional.empty();
        }
        // What this transaction changed already must not be read over.
        database.flush();
        database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return Optional.of(row);
    }

    /** The step that sent this copy. */
    Optional<Locked> lockSender(CopyId copy) {
        return database.createQuery("select f.id from FollowUpRow f where f.copyId = :copy", String.class)
                .setParameter("copy", copy.value())
                .getResultStream()
                .findFirst()
                .flatMap(this::lock);
    }

    boolean isFollowUp(String messageIdHeader) {
        return !database.createQuery("select f.id from FollowUpRow f where f.messageIdHeader = :header", String.class)
                .setParameter("header", messageIdHeader)
                .getResultList()
                .isEmpty();
    }

    Optional<EnrollmentRow> active(String series, String recipient) {
        return database.createQuery("select e from EnrollmentRow e where e.activeKey = :key", EnrollmentRow.class)
                .setParameter("key", EnrollmentRow.activeKey(series, recipient))
                .getResultStream()
                .findFirst();
    }

    List<EnrollmentRow> activeOf(CopyId copy) {
        return database.createQuery(
                        "select e from EnrollmentRow e where e.copyId = :copy and e.state = :active order by e.id",
                        EnrollmentRow.class)
                .setParameter("copy", copy.value())
                .setParameter("active", Enrollment.State.ACTIVE)
                .getResultList();
    }

    /** Whom a mail to this address may concern, in the order in which rows are locked. */
    List<EnrollmentRow> activeTo(EmailAddress recipient) {
        return database.createQuery(
                        "select e from EnrollmentRow e where e.recipient = :recipient and e.state = :active order by e.id",
                        EnrollmentRow.class)
                .setParameter("recipient", recipient.value())
                .setParameter("active", Enrollment.State.ACTIVE)
                .getResultList();
    }

    /** Those whose thread this copy belongs to, as its first mail or as a follow-up. */
    List<EnrollmentRow> activeOfThread(CopyId copy) {
        return database.createQuery(
                        "select e from EnrollmentRow e where e.state = :active and (e.copyId = :copy"
                                + " or e.id in (select f.enrollmentId from FollowUpRow f where f.copyId = :copy)) order by e.id",
                        EnrollmentRow.class)
                .setParameter("copy", copy.value())
                .setParameter("active", Enrollment.State.ACTIVE)
                .getResultList();
    }

    @Nullable
    EnrollmentRow enrollment(String id) {
        return database.find(EnrollmentRow.class, id);
    }

    /** These enrollments by their ids. */
    Map<String, EnrollmentRow> enrollments(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : database.createQuery("select e from EnrollmentRow e where e.id in :ids", EnrollmentRow.class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .collect(Collectors.toMap(row -> row.id, Function.identity()));
    }

    @Nullable
    FollowUpRow followUp(String id) {
        return database.find(FollowUpRow.class, id);
    }

    /** All steps of an enrollment that exist by now, the first first. */
    List<FollowUpRow> steps(String enrollment) {
        return database.createQuery(
                        "select f from FollowUpRow f where f.enrollmentId = :enrollment order by f.step",
                        FollowUpRow.class)
                .setParameter("enrollment", enrollment)
                .getResultList();
    }

    /** The same of many enrollments, by their ids; those without steps are left out. */
    Map<String, List<FollowUpRow>> steps(Collection<EnrollmentRow> enrollments) {
        return enrollments.isEmpty()
                ? Map.of()
                : database.createQuery(
                                "select f from FollowUpRow f where f.enrollmentId in :enrollments order by f.step",
                                FollowUpRow.class)
                        .setParameter(
                                "enrollments",
                                enrollments.stream().map(row -> row.id).toList())
                        .getResultStream()
                        .collect(Collectors.groupingBy(row -> row.enrollmentId));
    }

    /** Counts what a sender's follow-ups began to go out since then. */
    int handedSince(String sender, Instant since) {
        return Math.toIntExact(database.createQuery(
                        "select count(f) from FollowUpRow f where f.sender = :sender and f.handedAt > :since",
                        Long.class)
                .setParameter("sender", sender)
                .setParameter("since", since)
                .getSingleResult());
    }

    /** Everything that came into being for these copies, older enrollments first. */
    List<EnrollmentRow> ofCopies(Collection<CopyId> copies) {
        if (copies.isEmpty()) {
            return List.of();
        }
        return database.createQuery(
                        "select e from EnrollmentRow e where e.copyId in :copies order by e.createdAt, e.id",
                        EnrollmentRow.class)
                .setParameter("copies", copies.stream().map(CopyId::value).toList())
                .getResultList();
    }

    /** The queue: what is to come by its time, soonest first; everything else latest first. One row more than asked for. */
    List<FollowUpRow> list(Viewer viewer, @Nullable FollowUpState state, PageRequest page) {
        var rising = state == FollowUpState.WAITING || state == FollowUpState.ASK;
        return PerOwner.first(
                viewer.visible(),
                page.limit() + 1,
                rising ? SOONEST : SOONEST.reversed(),
                some -> list(some, state, rising, page));
    }

    private List<FollowUpRow> list(
            Set<UserId> owners, @Nullable FollowUpState state, boolean rising, PageRequest page) {
        var text = "select f from FollowUpRow f where f.ownerId in :owners"
                + (state == null ? "" : " and f.state = :state")
                + behind(page, "f.listed", "f.id", rising)
                + " order by f.listed" + (rising ? ", f.id" : " desc, f.id desc");
        var query = database.createQuery(text, FollowUpRow.class).setParameter("owners", ids(owners));
        if (state != null) {
            query.setParameter("state", state);
        }
        return paged(query, page);
    }

    /** Latest first; one row more than asked for. */
    List<EnrollmentRow> enrollments(Viewer viewer, @Nullable String series, PageRequest page) {
        return PerOwner.first(viewer.visible(), page.limit() + 1, LATEST, some -> enrollments(some, series, page));
    }

    private List<EnrollmentRow> enrollments(Set<UserId> owners, @Nullable String series, PageRequest page) {
        var text = "select e from EnrollmentRow e where e.ownerId in :owners"
                + (series == null ? "" : " and e.series = :series")
                + behind(page, "e.createdAt", "e.id", false)
                + " order by e.createdAt desc, e.id desc";
        var query = database.createQuery(text, EnrollmentRow.class).setParameter("owners", ids(owners));
        if (series != null) {
            query.setParameter("series", series);
        }
        return paged(query, page);
    }

    void add(Object row) {
        database.persist(row);
    }

    void flush() {
        database.flush();
    }

    private static List<String> ids(Set<UserId> owners) {
        return owners.stream().map(UserId::value).toList();
    }

    /** The first half lets an index begin there, which an "or" does not. */
    private static String behind(PageRequest page, String time, String id, boolean rising) {
        var beyond = rising ? ">" : "<";
        return page.after() == null
                ? ""
                : " and " + time + " " + beyond + "= :at and (" + time + " " + beyond + " :at or " + id + " " + beyond
                        + " :id)";
    }

    private static <T> List<T> paged(TypedQuery<T> query, PageRequest page) {
        var after = page.after();
        if (after != null) {
            query.setParameter("at", after.at()).setParameter("id", after.id());
        }
        return query.setMaxResults(page.limit() + 1).getResultList();
    }
}
