package org.tinypixel.access;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.tinypixel.base.Ids;

@Entity
@Table(name = "audit_entry")
class AuditRow {
    @Id
    String id;

    Instant at;
    String who;
    String what;
    String detail;

    protected AuditRow() {}

    AuditRow(Instant at, String who, String what, String detail) {
        this.id = Ids.next();
        this.at = at;
        this.who = who;
        this.what = what;
        this.detail = detail.length() > 1000 ? detail.substring(0, 1000) : detail;
    }
}
