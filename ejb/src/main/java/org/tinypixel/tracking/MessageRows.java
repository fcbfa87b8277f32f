package org.tinypixel.tracking;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.MessageId;
import org.tinypixel.database.Rows;

/** Stores messages with their copies. */
@Dependent
final class MessageRows {
    /** A program that sends again after a lost answer uses the same id; nobody does so often. */
    private static final int SAME = 5;

    private final EntityManager database;

    @Inject
    MessageRows(EntityManager database) {
        this.database = database;
    }

    /** Written at once, so that what listens to the new message finds it. */
    void add(StoredMessage message) {
        database.persist(new MessageRow(message));
        database.flush();
        var place = 0;
        for (var copy : message.copies()) {
            database.persist(new CopyRow(message.id(), place++, copy));
        }
        database.flush();
        for (var copy : message.copies()) {
            database.persist(new RecipientRow(copy));
        }
        database.flush();
    }

    void addMetadata(MessageId id, Map<String, String> metadata) {
        var place = 0;
        for (var entry : metadata.entrySet()) {
            database.createNativeQuery(
                            "insert into message_metadata (message_id, name, place, content) values (?, ?, ?, ?)")
                    .setParameter(1, id.value())
                    .setParameter(2, entry.getKey())
                    .setParameter(3, place++)
                    .setParameter(4, entry.getValue())
                    .executeUpdate();
        }
    }

    Map<String, String> metadata(MessageId id) {
        var found = new LinkedHashMap<String, String>();
        for (var row : Rows.of(
                database.createNativeQuery(
                                "select name, content from message_metadata where message_id = ? order by place")
                        .setParameter(1, id.value()),
                Object[].class)) {
            found.put((String) row[0], (String) row[1]);
        }
        return found;
    }

    Optional<StoredMessage> find(MessageId id) {
        return Optional.ofNullable(database.find(MessageRow.class, id.value())).map(this::whole);
    }

    Optional<StoredMessage> findByCopy(CopyId id) {
        return Optional.ofNullable(database.find(CopyRow.class, id.value()))
                .flatMap(copy -> find(new MessageId(copy.message)));
    }

    boolean hasHeader(String messageIdHeader) {
        return database.createQuery("select count(m) from MessageRow m where m.messageIdHeader = :header", Long.class)
                        .setParameter("header", messageIdHeader)
                        .getSingleResult()
                > 0;
    }

    /** The newest first; nearly always one or none. */
    List<StoredMessage> withHeader(String messageIdHeader) {
        return database
                .createQuery(
                        "select m from MessageRow m where m.messageIdHeader = :header order by m.createdAt desc, m.id",
                        MessageRow.class)
                .setParameter("header", messageIdHeader)
                .setMaxResults(SAME)
                .getResultList()
                .stream()
                .map(this::whole)
                .toList();
    }

    private StoredMessage whole(MessageRow row) {
        var copies = database.createQuery(
                        "select c, r from CopyRow c join RecipientRow r on r.copy = c.id where c.message = :message order by c.place",
                        Object[].class)
                .setParameter("message", row.id)
                .getResultStream()
                .map(pair -> ((CopyRow) pair[0]).copy((RecipientRow) pair[1]))
                .toList();
        return row.message(copies);
    }
}
