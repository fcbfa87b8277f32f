package org.tinypixel.engagement;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Json;
import org.tinypixel.database.Rows;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitLog;

/** A log that lives in the database under test, so that transactions and locks are real. */
final class TableHitLog extends HitLog {
    private final EntityManager database;

    TableHitLog(EntityManager database) {
        this.database = database;
    }

    static void create(EntityManager database) {
        database.createNativeQuery(
                        "create table hit_log_of_test (id varchar(22) primary key, copy_id varchar(22), hit varchar(5000))")
                .executeUpdate();
    }

    @Override
    public List<Hit> insertNew(List<Hit> batch) {
        var fresh = new ArrayList<Hit>();
        for (var hit : batch) {
            var known = database.createNativeQuery("select id from hit_log_of_test where id = ?", String.class)
                    .setParameter(1, hit.id().value());
            if (Rows.of(known, String.class).isEmpty()) {
                database.createNativeQuery("insert into hit_log_of_test (id, copy_id, hit) values (?, ?, ?)")
                        .setParameter(1, hit.id().value())
                        .setParameter(2, hit.copy().value())
                        .setParameter(3, Json.write(hit))
                        .executeUpdate();
                fresh.add(hit);
            }
        }
        return fresh;
    }

    @Override
    public Map<CopyId, List<Hit>> of(Collection<CopyId> copies) {
        var all = new LinkedHashMap<CopyId, List<Hit>>();
        for (var copy : copies) {
            var rows = database.createNativeQuery("select hit from hit_log_of_test where copy_id = ?", String.class)
                    .setParameter(1, copy.value());
            all.put(
                    copy,
                    Rows.of(rows, String.class).stream()
                            .map(text -> Json.read(text, Hit.class))
                            .sorted(Comparator.comparing(Hit::receivedAt)
                                    .thenComparing(hit -> hit.id().value()))
                            .toList());
        }
        return all;
    }
}
