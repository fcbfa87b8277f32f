package org.tinypixel.engagement;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.stream.Stream;
import org.tinypixel.tracking.MessageCreated;
import org.tinypixel.tracking.StoredCopy;

/** Gives each copy of a mail that was just taken in its row, in the transaction that stores the mail. */
@Dependent
final class NewCopies {
    private final CopyRows rows;
    private final Facts facts;

    @Inject
    NewCopies(CopyRows rows, Facts facts) {
        this.rows = rows;
        this.facts = facts;
    }

    /** Before other features' observers, which may ask for the copies. */
    void created(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) MessageCreated created) {
        var message = created.message();
        // A client that sends the copies itself never tells when it did: they count as sent from the start.
        var status = created.willSend() ? DeliveryStatus.QUEUED : DeliveryStatus.SENT;
        var detail = created.willSend() ? null : "Handed out to the program that sends it itself.";
        var fact = new Evidence(Evidence.Kind.DELIVERY, status, message.createdAt(), detail, false);
        var position = 0;
        for (var copy : message.copies()) {
            rows.add(new EngagementRow(message, copy, position++));
        }
        var texts = message.copies().stream()
                .flatMap(copy -> Stream.of(copy.recipient().value(), copy.recipientName()));
        SearchWords.of(Stream.concat(Stream.of(message.subject()), texts))
                .forEach(word -> rows.add(
                        new SearchWordRow(message.id().value(), message.owner().value(), word)));
        // Lines and facts refer to the copies.
        rows.flush();
        facts.add(message.copies().stream().map(StoredCopy::id).toList(), fact);
    }
}
