package org.tinypixel.engagement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;

/** One version of the rules on its way to the copies that an older one judged. */
@Entity
@Table(name = "rule_change")
class RuleChangeRow {
    /** How far it is. */
    enum State {
        /** Copies are folded by the new rules, and only counted. */
        TRYING,
        /** Counted; somebody or the time must say go. */
        WAITING,
        APPLYING,
        DONE
    }

    @Id
    int version;

    @Column(name = "before_version")
    int before;

    @Enumerated(EnumType.STRING)
    State state;

    long copies;

    long sample;

    @Column(name = "tried_up_to")
    String triedUpTo;

    long tried;

    long changed;

    long reworded;

    @Column(length = Integer.MAX_VALUE)
    String differences;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "tried_at")
    @Nullable
    Instant triedAt;

    @Column(name = "applied_at")
    @Nullable
    Instant appliedAt;

    @Column(name = "applied_by")
    @Nullable
    String appliedBy;

    @Column(name = "done_at")
    @Nullable
    Instant doneAt;

    protected RuleChangeRow() {}

    RuleChangeRow(int version, int before, long copies, long sample, Instant now) {
        this.version = version;
        this.before = before;
        this.copies = copies;
        this.sample = sample;
        state = State.TRYING;
        triedUpTo = "";
        differences = "[]";
        startedAt = now;
    }

    List<RuleDifference> differences() {
        try {
            return Json.MAPPER.readValue(differences, new TypeReference<>() {});
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("our own JSON in the table of rule changes", damaged);
        }
    }

    void apply(Instant now, String who) {
        state = State.APPLYING;
        appliedAt = now;
        appliedBy = Texts.cut(who, 200);
    }
}
