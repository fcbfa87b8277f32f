package org.tinypixel.followup;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import org.tinypixel.base.CopyId;
import org.tinypixel.mail.BeforeHandOver;

/** Lets a stop win until the last moment: locks the enrollment, as every stop does, and asks the exits again. */
@Dependent
final class LastCheck implements BeforeHandOver {
    private final FollowUpRows rows;
    private final Facts facts;
    private final InstantSource clock;

    @Inject
    LastCheck(FollowUpRows rows, Facts facts, InstantSource clock) {
        this.rows = rows;
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public Optional<String> refuse(CopyId copy) {
        return rows.lockSender(copy).flatMap(locked -> {
            var now = clock.instant();
            var found = facts.gather(locked, now);
            return FollowUpRule.exit(found.known(), found.step(), now);
        });
    }
}
