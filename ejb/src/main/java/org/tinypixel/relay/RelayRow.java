package org.tinypixel.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;

/** One relay as stored; {@code senders} is a JSON list of text, {@code password} is sealed. */
@Entity
@Table(name = "relay")
class RelayRow {
    @Id
    String id;

    String name;
    String host;
    int port;

    @Enumerated(EnumType.STRING)
    Security security;

    @Column(name = "user_name")
    @Nullable
    String user;

    @Nullable
    String password;

    @Nullable
    String authorities;

    String senders;

    @Column(name = "is_default")
    boolean isDefault;

    @Column(name = "per_minute")
    int perMinute;

    int connections;
    boolean enabled;

    @Column(name = "created_at")
    Instant createdAt;

    protected RelayRow() {}

    RelayRow(String id, Relay relay, Relay.Server server, @Nullable String sealed, Instant now) {
        this.id = id;
        this.createdAt = now;
        fill(relay, server, sealed);
    }

    /** Takes new settings. */
    final void fill(Relay relay, Relay.Server server, @Nullable String sealed) {
        name = relay.name();
        host = server.host();
        port = server.port();
        security = server.security();
        user = server.user();
        password = sealed;
        authorities = server.authorities();
        senders = Json.write(relay.senders());
        isDefault = relay.isDefault();
        perMinute = relay.perMinute();
        connections = relay.connections();
        enabled = relay.enabled();
    }
}
