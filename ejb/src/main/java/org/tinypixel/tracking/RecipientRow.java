package org.tinypixel.tracking;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "recipient")
class RecipientRow {
    @Id
    @Column(name = "copy_id")
    String copy;

    String email;

    @Nullable
    String name;

    @Column(name = "time_zone")
    @Nullable
    String timeZone;

    @Column(name = "crm_connection")
    @Nullable
    String crmConnection;

    @Column(name = "crm_type")
    @Nullable
    String crmType;

    @Column(name = "crm_id")
    @Nullable
    String crmId;

    protected RecipientRow() {}

    RecipientRow(StoredCopy stored) {
        copy = stored.id().value();
        email = stored.recipient().value();
        name = stored.recipientName();
        timeZone = stored.timeZone();
        var crm = stored.crm();
        if (crm != null) {
            crmConnection = crm.connection();
            crmType = crm.type();
            crmId = crm.id();
        }
    }

    NewMessage.@Nullable CrmReference crm() {
        return crmConnection == null && crmType == null && crmId == null
                ? null
                : new NewMessage.CrmReference(crmConnection, crmType, crmId);
    }
}
