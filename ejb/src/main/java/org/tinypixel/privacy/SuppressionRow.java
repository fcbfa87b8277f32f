package org.tinypixel.privacy;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.tinypixel.base.EmailAddress;

@Entity
@Table(name = "suppression")
class SuppressionRow extends RefusalRow {
    protected SuppressionRow() {}

    SuppressionRow(EmailAddress address, String note, Instant since) {
        super(address, note, since);
    }
}
