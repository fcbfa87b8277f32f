package org.tinypixel.tracking;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Json;
import org.tinypixel.base.MessageId;

@Entity
@Table(name = "message_copy")
class CopyRow {
    @Id
    String id;

    @Column(name = "message_id")
    String message;

    int place;

    @Column(name = "tracks_opens")
    boolean tracksOpens;

    @Column(name = "not_tracked")
    @Nullable
    String notTracked;

    String links;

    protected CopyRow() {}

    CopyRow(MessageId message, int place, StoredCopy copy) {
        id = copy.id().value();
        this.message = message.value();
        this.place = place;
        tracksOpens = copy.tracksOpens();
        notTracked = copy.notTracked();
        links = Json.write(copy.links());
    }

    StoredCopy copy(RecipientRow recipient) {
        return new StoredCopy(
                new CopyId(id),
                new EmailAddress(recipient.email),
                recipient.name,
                tracksOpens,
                notTracked,
                List.of(Json.read(links, StoredCopy.Link[].class)),
                recipient.timeZone,
                recipient.crm());
    }
}
