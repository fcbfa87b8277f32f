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
import org.tinypixel.base.HitId;
import org.tinypixel.base.StableKey;

/** A remark; its id is made from what it is about, so that there is one of a hit, and one of each kind of a copy. */
@Entity
@Table(name = "remark")
class RemarkRow {
    @Id
    String id;

    @Column(name = "copy_id", updatable = false)
    String copyId;

    @Column(name = "hit_id", updatable = false)
    @Nullable
    String hitId;

    @Enumerated(EnumType.STRING)
    Remark.What what;

    @Column(name = "happened_at")
    Instant at;

    @Nullable
    String detail;

    protected RemarkRow() {}

    RemarkRow(CopyId copy, Remark remark) {
        id = id(copy, remark.hit(), remark.what());
        copyId = copy.value();
        hitId = remark.hit() == null ? null : remark.hit().value();
        take(remark);
    }

    final void take(Remark remark) {
        what = remark.what();
        at = remark.at();
        detail = Texts.cut(remark.detail(), 2000);
    }

    static String id(CopyId copy, @Nullable HitId hit, Remark.What what) {
        return StableKey.of("remark", copy.value(), hit == null ? what.name() : hit.value());
    }

    Remark remark() {
        return new Remark(hitId == null ? null : new HitId(hitId), what, at, detail);
    }
}
