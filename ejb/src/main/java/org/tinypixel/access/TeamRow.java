package org.tinypixel.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.tinypixel.base.TeamId;

@Entity
@Table(name = "team")
class TeamRow {
    @Id
    String id;

    String name;

    @Column(name = "created_at")
    Instant createdAt;

    protected TeamRow() {}

    TeamRow(String name, Instant now) {
        this.id = TeamId.next().value();
        this.name = name;
        this.createdAt = now;
    }
}
