package org.tinypixel.crm;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tinypixel.base.EmailAddress;

/** What CRMs said about addresses, so that one mail's events ask once. */
@Dependent
final class Contacts {
    private final EntityManager database;

    @Inject
    Contacts(EntityManager database) {
        this.database = database;
    }

    Optional<List<CrmRef>> known(String connection, EmailAddress address, Instant now) {
        return Optional.ofNullable(database.find(ContactRow.class, new ContactRow.Key(connection, address.value())))
                .filter(row -> row.holds(now))
                .map(ContactRow::refs);
    }

    void keep(String connection, EmailAddress address, List<CrmRef> refs, Instant now) {
        var key = new ContactRow.Key(connection, address.value());
        var row = database.find(ContactRow.class, key);
        if (row == null) {
            database.persist(new ContactRow(connection, address, refs, now));
        } else {
            row.take(refs, now);
        }
    }

    void forget(String connection, EmailAddress address) {
        database.createQuery("delete from ContactRow c where c.connection = :connection and c.address = :address")
                .setParameter("connection", connection)
                .setParameter("address", address.value())
                .executeUpdate();
    }

    void forgetAll(String connection) {
        database.createQuery("delete from ContactRow c where c.connection = :connection")
                .setParameter("connection", connection)
                .executeUpdate();
    }
}
