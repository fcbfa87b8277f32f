package org.tinypixel.relay;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;
import org.tinypixel.connect.SecretBox;
import org.tinypixel.settings.Settings;

/** The rows of relays, and the one of the environment, which has none. */
@Dependent
final class RelayRows {
    private static final String PASSWORD = "password";

    /** Its settings have no field for it; a mail server of today takes more. */
    private static final int CONNECTIONS_OF_ENVIRONMENT = 4;

    private final EntityManager database;
    private final SecretBox box;
    private final Settings settings;

    @Inject
    RelayRows(EntityManager database, SecretBox box, Settings settings) {
        this.database = database;
        this.box = box;
        this.settings = settings;
    }

    /** The environment's first, the others by age. */
    List<Relay> all() {
        var stored = rows().stream().map(this::relay).toList();
        var all = new ArrayList<Relay>();
        all.add(environment(stored.stream().noneMatch(Relay::isDefault)));
        all.addAll(stored);
        return all;
    }

    private List<RelayRow> rows() {
        return database.createQuery("select r from RelayRow r order by r.createdAt, r.id", RelayRow.class)
                .getResultList();
    }

    /** The stored one, locked until the transaction ends. */
    Optional<RelayRow> lock(String id) {
        return Optional.ofNullable(database.find(RelayRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    void add(RelayRow row) {
        database.persist(row);
        database.persist(new HealthRow(row.id));
    }

    void remove(RelayRow row) {
        database.remove(row);
        health(row.id).ifPresent(database::remove);
    }

    RelayRow fresh(String id, Relay relay, Instant now) {
        var server = Objects.requireNonNull(relay.server());
        return new RelayRow(id, relay, server, sealed(id, server), now);
    }

    void fill(RelayRow row, Relay relay) {
        var server = Objects.requireNonNull(relay.server());
        row.fill(relay, server, sealed(row.id, server));
    }

    private @Nullable String sealed(String id, Relay.Server server) {
        return server.password() == null ? null : box.seal(id, PASSWORD, server.password());
    }

    /** There is one default. */
    void noOtherDefault(String id) {
        rows().stream().filter(row -> !row.id.equals(id)).forEach(row -> row.isDefault = false);
    }

    Optional<HealthRow> health(String id) {
        return Optional.ofNullable(database.find(HealthRow.class, id));
    }

    Optional<HealthRow> lockHealth(String id) {
        return Optional.ofNullable(database.find(HealthRow.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private Relay relay(RelayRow row) {
        var password = row.password == null
                ? null
                : box.open(row.id, PASSWORD, row.password).orElse(null);
        return new Relay(
                row.id,
                row.name,
                new Relay.Server(row.host, row.port, row.security, row.user, password, row.authorities, false),
                List.of(Json.read(row.senders, String[].class)),
                row.isDefault,
                row.perMinute,
                row.connections,
                row.enabled);
    }

    private Relay environment(boolean isDefault) {
        var server = settings.relay() instanceof Settings.Relay.Smtp smtp ? server(smtp) : null;
        return new Relay(
                Relay.ENVIRONMENT,
                server == null ? "Built-in inbox" : server.host(),
                server,
                List.of(),
                isDefault,
                0,
                CONNECTIONS_OF_ENVIRONMENT,
                true);
    }

    private static Relay.Server server(Settings.Relay.Smtp smtp) {
        return new Relay.Server(
                smtp.host().replaceFirst("^\\[(.*)]$", "$1"),
                smtp.port(),
                security(smtp),
                smtp.user(),
                smtp.user() == null ? null : Objects.requireNonNullElse(smtp.password(), ""),
                smtp.authorities(),
                true);
    }

    private static Security security(Settings.Relay.Smtp smtp) {
        if (smtp.implicitTls()) {
            return Security.TLS;
        }
        @Nullable String wish = smtp.startTls();
        if (wish == null) {
            return smtp.user() == null || DraftRule.isThisMachine(smtp.host())
                    ? Security.STARTTLS_IF_OFFERED
                    : Security.STARTTLS;
        }
        return wish.equals("required")
                ? Security.STARTTLS
                : wish.equals("never") ? Security.NONE : Security.STARTTLS_IF_OFFERED;
    }
}
