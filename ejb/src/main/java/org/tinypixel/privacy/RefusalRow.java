package org.tinypixel.privacy;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;

@MappedSuperclass
abstract class RefusalRow {
    @Id
    String id;

    String email;
    String note;
    Instant since;

    protected RefusalRow() {}

    RefusalRow(EmailAddress address, String note, Instant since) {
        this.id = Ids.next();
        this.email = address.value();
        this.note = note;
        this.since = since;
    }
}
