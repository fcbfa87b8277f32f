package org.tinypixel.engagement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.HitId;
import org.tinypixel.base.MessageId;
import org.tinypixel.database.ManyRows;

/** The rows of copies and what hangs on them, for the code that changes them. */
@Dependent
final class CopyRows {
    private final EntityManager database;

    @Inject
    CopyRows(EntityManager database) {
        this.database = database;
    }

    /** Locks the rows in the order of their ids, the same for everybody, so that two batches never wait for each other; unknown ids are left out. */
    List<EngagementRow> lock(Collection<CopyId> copies) {
        if (copies.isEmpty()) {
            return List.of();
        }
        return database.createQuery(
                        "select e from EngagementRow e where e.copyId in :copies order by e.copyId",
                        EngagementRow.class)
                .setParameter("copies", ids(copies))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    Optional<EngagementRow> lock(CopyId copy) {
        return lock(List.of(copy)).stream().findFirst();
    }

    /** A row to read. It is written out and let go, so that a later lock reads it anew. */
    Optional<EngagementRow> read(CopyId copy) {
        return database.createQuery("select e from EngagementRow e where e.copyId = :copy", EngagementRow.class)
                .setParameter("copy", copy.value())
                .getResultStream()
                .findFirst()
                .map(this::letGo);
    }

    /** Rows to read, in the order of their ids; unknown ones are left out. */
    List<EngagementRow> of(Collection<CopyId> copies) {
        return copies.isEmpty()
                ? List.of()
                : database.createQuery(
                                "select e from EngagementRow e where e.copyId in :copies order by e.copyId",
                                EngagementRow.class)
                        .setParameter("copies", ids(copies))
                        .getResultStream()
                        .map(this::letGo)
                        .toList();
    }

    List<EngagementRow> ofMessage(MessageId message) {
        return ofMessages(List.of(message.value()));
    }

    /** All copies of the messages, in the order in which they were taken in. */
    List<EngagementRow> ofMessages(Collection<String> messages) {
        return messages.isEmpty()
                ? List.of()
                : database.createQuery(
                                "select e from EngagementRow e where e.messageId in :messages order by e.copyNumber, e.copyId",
                                EngagementRow.class)
                        .setParameter("messages", messages)
                        .getResultStream()
                        .map(this::letGo)
                        .toList();
    }

    /** Who got these copies; unknown ones are left out. */
    Map<CopyId, EmailAddress> recipients(Collection<CopyId> copies) {
        return copies.isEmpty()
                ? Map.of()
                : database.createQuery(
                                "select e.copyId, e.recipient from EngagementRow e where e.copyId in :copies",
                                Object[].class)
                        .setParameter("copies", ids(copies))
                        .getResultStream()
                        .collect(toMap(row -> new CopyId((String) row[0]), row -> new EmailAddress((String) row[1])));
    }

    /** What was written before; the caller flushes. */
    Map<String, List<Evidence>> evidence(Collection<CopyId> copies) {
        return database.createQuery("select e from EvidenceRow e where e.copyId in :copies", EvidenceRow.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("copies", ids(copies))
                .getResultStream()
                .collect(groupingBy(row -> row.copyId, mapping(EvidenceRow::fact, toList())));
    }

    /** What was written before; the caller flushes. */
    Map<String, List<Remark>> remarks(Collection<CopyId> copies) {
        return database.createQuery("select r from RemarkRow r where r.copyId in :copies", RemarkRow.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("copies", ids(copies))
                .getResultStream()
                .collect(groupingBy(row -> row.copyId, mapping(RemarkRow::remark, toList())));
    }

    /** Adds the remark, or puts it in the place of the one about the same; false where nothing changed. The copy must be locked. */
    boolean put(CopyId copy, Remark remark) {
        var there = database.find(RemarkRow.class, RemarkRow.id(copy, remark.hit(), remark.what()));
        if (there == null) {
            database.persist(new RemarkRow(copy, remark));
            return true;
        }
        if (there.what == remark.what()) {
            return false;
        }
        there.take(remark);
        return true;
    }

    /** Takes the remark about this back; null where there is none. The copy must be locked. */
    @Nullable
    Remark remove(CopyId copy, @Nullable HitId hit, Remark.What what) {
        var there = database.find(RemarkRow.class, RemarkRow.id(copy, hit, what));
        if (there == null) {
            return null;
        }
        var was = there.remark();
        database.remove(there);
        return was;
    }

    /** A line of the history to read; it is let go, so that a fold reads it anew. */
    Optional<TimelineRow> line(String id) {
        database.flush();
        var line = Optional.ofNullable(database.find(TimelineRow.class, id));
        line.ifPresent(database::detach);
        return line;
    }

    /** Removes a line of the history; nothing where there is none. */
    void removeLine(String id) {
        var line = database.find(TimelineRow.class, id);
        if (line != null) {
            database.remove(line);
        }
    }

    /** The lines of hits that were judged before; the caller flushes. */
    Map<String, List<TimelineRow>> judged(Collection<CopyId> copies) {
        return database.createQuery(
                        "select t from TimelineRow t where t.copyId in :copies and t.verdict is not null",
                        TimelineRow.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("copies", ids(copies))
                .getResultStream()
                .collect(groupingBy(row -> row.copyId));
    }

    /** Adds the fact unless it is known. The copy must be locked. */
    boolean add(CopyId copy, Evidence fact) {
        if (database.find(EvidenceRow.class, EvidenceRow.id(copy, fact)) != null) {
            return false;
        }
        database.persist(new EvidenceRow(copy, fact));
        return true;
    }

    /** Adds the line unless it is there. The copy must be locked. */
    boolean addNew(TimelineRow line) {
        if (database.find(TimelineRow.class, line.id) != null) {
            return false;
        }
        database.persist(line);
        return true;
    }

    void add(TimelineRow line) {
        database.persist(line);
    }

    void add(EngagementRow row) {
        database.persist(row);
    }

    void add(SearchWordRow word) {
        database.persist(word);
    }

    void add(List<LiveChangeRow> changes) {
        ManyRows.write(
                database,
                LiveChangeRow.INSERT,
                LiveChangeRow.VALUES,
                changes.stream().map(LiveChangeRow::values).toList());
    }

    void flush() {
        database.flush();
    }

    /** Only for rows that came from a query, before which Hibernate writes out what waits. */
    EngagementRow letGo(EngagementRow row) {
        database.detach(row);
        return row;
    }

    private static List<String> ids(Collection<CopyId> copies) {
        return copies.stream().map(CopyId::value).sorted().toList();
    }
}
