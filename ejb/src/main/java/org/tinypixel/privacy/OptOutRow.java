package org.tinypixel.privacy;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.tinypixel.base.EmailAddress;

@Entity
@Table(name = "tracking_opt_out")
class OptOutRow extends RefusalRow {
    protected OptOutRow() {}

    OptOutRow(EmailAddress address, String note, Instant since) {
        super(address, note, since);
    }
}
