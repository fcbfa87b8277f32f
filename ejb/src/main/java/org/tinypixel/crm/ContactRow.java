package org.tinypixel.crm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Json;

/** Who an address was in a CRM when it was last asked. */
@Entity
@IdClass(ContactRow.Key.class)
@Table(name = "crm_contact")
class ContactRow {
    private static final Duration HITS_HOLD = Duration.ofHours(24);
    private static final Duration MISSES_HOLD = Duration.ofMinutes(10);

    /** Its key. */
    record Key(String connection, String address) {}

    @Id
    @Column(name = "connection_id")
    String connection;

    @Id
    String address;

    String refs;

    @Column(name = "asked_at")
    Instant askedAt;

    protected ContactRow() {}

    ContactRow(String connection, EmailAddress address, List<CrmRef> found, Instant now) {
        this.connection = connection;
        this.address = address.value();
        this.refs = Json.write(found);
        this.askedAt = now;
    }

    void take(List<CrmRef> found, Instant now) {
        refs = Json.write(found);
        askedAt = now;
    }

    List<CrmRef> refs() {
        return List.of(Json.read(refs, CrmRef[].class));
    }

    boolean holds(Instant now) {
        return askedAt.plus(refs().isEmpty() ? MISSES_HOLD : HITS_HOLD).isAfter(now);
    }
}
