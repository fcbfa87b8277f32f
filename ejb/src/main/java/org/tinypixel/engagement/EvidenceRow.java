package org.tinypixel.engagement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.StableKey;

/** A fact of a copy; its id is made from what it says, so a fact that is told twice is one row. */
@Entity
@Table(name = "evidence")
class EvidenceRow {
    @Id
    String id;

    @Column(name = "copy_id")
    String copyId;

    @Enumerated(EnumType.STRING)
    Evidence.Kind kind;

    @Enumerated(EnumType.STRING)
    @Nullable
    DeliveryStatus status;

    @Column(name = "happened_at")
    Instant at;

    @Nullable
    String detail;

    boolean captured;

    protected EvidenceRow() {}

    EvidenceRow(CopyId copy, Evidence fact) {
        id = id(copy, fact);
        copyId = copy.value();
        kind = fact.kind();
        status = fact.status();
        at = fact.at();
        detail = Texts.cut(fact.detail(), 2000);
        captured = fact.captured();
    }

    static String id(CopyId copy, Evidence fact) {
        return StableKey.of(
                "evidence",
                copy.value(),
                fact.kind().name(),
                String.valueOf(fact.status()),
                fact.at().toString());
    }

    Evidence fact() {
        return new Evidence(kind, status, at, detail, captured);
    }
}
