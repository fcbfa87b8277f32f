package org.tinypixel.relay;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tinypixel.base.EmailAddress;

/** Which relays there are, whose mail each takes, and how each is; for trusted code inside the application. */
@Stateless
public class Relays {
    /** A busy relay's row is not written for every mail. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    @Inject
    RelayRows rows;

    @Inject
    InstantSource clock;

    /** All of them, the environment's first; secrets are in them. */
    public List<Relay> all() {
        return rows.all();
    }

    /** Empty where it was removed. */
    public Optional<Relay> find(String id) {
        return rows.all().stream().filter(relay -> relay.id().equals(id)).findFirst();
    }

    /** The relay that takes this sender's mail. */
    public Relay of(EmailAddress sender) {
        return RelayRule.choose(sender, rows.all());
    }

    public Health health(String id) {
        return rows.health(id).map(HealthRow::health).orElseGet(() -> new Health(null, null, null, null));
    }

    /** A connection was made and accepted. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void up(String id) {
        if (health(id).downSince() != null) {
            rows.lockHealth(id).ifPresent(HealthRow::up);
        }
    }

    /** It took a mail. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void took(String id) {
        var now = clock.instant();
        var last = health(id).lastTakenAt();
        if (last == null || last.plus(FRESH).isBefore(now)) {
            rows.lockHealth(id).ifPresent(row -> row.took(now));
        }
    }

    /** It cannot be used; no node knocks before the time that is given back. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public Instant down(String id, String reason) {
        var now = clock.instant();
        return rows.lockHealth(id)
                .map(row -> {
                    row.down(reason, now);
                    return row.restsUntil;
                })
                .orElse(now);
    }

    /** Somebody wants it tried at once. */
    public void knock(String id) {
        rows.lockHealth(id).ifPresent(row -> row.restsUntil = null);
    }
}
