package org.tinypixel.engagement;

import static java.util.stream.Collectors.groupingBy;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** Gives mails that came in before searches had words their words. */
@Stateless
public class OldWords {
    private static final int PORTION = 200;

    @Inject
    EntityManager database;

    @Inject
    CopyRows rows;

    @Inject
    CopyQueries queries;

    /** Looks at some mails, the newest first, in one transaction; false where none is left. */
    public boolean some() {
        var progress = database.find(SearchProgressRow.class, SearchProgressRow.ONLY, LockModeType.PESSIMISTIC_WRITE);
        if (progress == null || progress.beforeAt == null) {
            return false;
        }
        var old = queries.before(progress.beforeAt, progress.beforeMessage, PORTION);
        if (old.isEmpty()) {
            progress.beforeAt = null;
            return false;
        }
        give(old.stream().map(CopyQueries.Found::message).toList());
        var last = old.get(old.size() - 1);
        progress.beforeAt = last.createdAt();
        progress.beforeMessage = last.message();
        return true;
    }

    private void give(List<String> messages) {
        var have = new HashSet<>(database.createQuery(
                        "select distinct w.messageId from SearchWordRow w where w.messageId in :messages", String.class)
                .setParameter("messages", messages)
                .getResultList());
        var missing =
                messages.stream().filter(message -> !have.contains(message)).toList();
        rows.ofMessages(missing).stream()
                .collect(groupingBy(row -> row.messageId))
                .values()
                .forEach(this::add);
    }

    private void add(List<EngagementRow> copies) {
        var first = copies.get(0);
        var texts = copies.stream().flatMap(copy -> Stream.of(copy.recipient, copy.recipientName));
        SearchWords.of(Stream.concat(Stream.of(first.subject), texts))
                .forEach(word -> rows.add(new SearchWordRow(first.messageId, first.ownerId, word)));
    }
}
