package org.tinypixel.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tinypixel.base.Json;
import org.tinypixel.connect.SecretBox;

/** The rows of connections, with their secrets sealed on the way in and opened on the way out. */
@Dependent
final class Connections {
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    private final EntityManager database;
    private final SecretBox box;

    @Inject
    Connections(EntityManager database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    Optional<ConnectionRow> find(String id) {
        return Optional.ofNullable(database.find(ConnectionRow.class, id));
    }

    /** Reads it anew and keeps it until the transaction ends. */
    Optional<ConnectionRow> lock(String id) {
        var row = database.find(ConnectionRow.class, id);
        if (row == null) {
            return Optional.empty();
        }
        database.refresh(row, LockModeType.PESSIMISTIC_WRITE);
        return Optional.of(row);
    }

    List<ConnectionRow> all() {
        return database.createQuery("from ConnectionRow c order by c.createdAt, c.id", ConnectionRow.class)
                .getResultList();
    }

    void add(ConnectionRow row) {
        database.persist(row);
    }

    void remove(ConnectionRow row) {
        database.remove(row);
    }

    /** Puts plain fields and sealed secrets into the row. */
    void put(ConnectionRow row, CrmConnector.Descriptor descriptor, Map<String, String> values) {
        var plain = new TreeMap<String, String>();
        var sealed = new TreeMap<String, String>();
        for (var field : descriptor.fields()) {
            var value = values.get(field.name());
            if (value != null) {
                if (field.kind() == CrmConnector.Kind.SECRET) {
                    sealed.put(field.name(), box.seal(row.id, field.name(), value));
                } else {
                    plain.put(field.name(), value);
                }
            }
        }
        row.fields = Json.write(plain);
        row.secrets = Json.write(sealed);
        row.revision++;
    }

    Map<String, String> plain(ConnectionRow row) {
        return texts(row.fields);
    }

    /** All values, secrets opened; empty where a secret's key is gone. */
    Optional<CrmAccount> account(ConnectionRow row) {
        var values = new HashMap<>(texts(row.fields));
        for (var secret : texts(row.secrets).entrySet()) {
            var opened = box.open(row.id, secret.getKey(), secret.getValue());
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            values.put(secret.getKey(), opened.get());
        }
        return Optional.of(new CrmAccount(row.id, row.revision, values));
    }

    /** Names of the secrets that have a value. */
    java.util.Set<String> secretNames(ConnectionRow row) {
        return texts(row.secrets).keySet();
    }

    private static Map<String, String> texts(String json) {
        try {
            return Json.MAPPER.readValue(json, TEXTS);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a connection's stored fields are no JSON object", damaged);
        }
    }
}
