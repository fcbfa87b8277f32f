package org.tinypixel.tracking;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Invalid;

/**
 * Lets a client repeat a request whose answer it did not get: the same {@code Idempotency-Key} with the same content is answered as the first time and done once; with
 * other content it is a {@link Conflict}. Answers are kept seven days. Requests that were refused leave nothing, so that they can be corrected and sent again.
 */
@Stateless
public class Idempotency {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int LONGEST_KEY = 200;

    @Inject
    EntityManager database;

    @Inject
    InstantSource clock;

    /** What a request is, for comparing: SHA-256 over its address and body. */
    public String hash(String address, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(address.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The answer that this request got before, if any. */
    public Optional<String> answered(Viewer viewer, String key, String hash) {
        return find(key(viewer, key)).map(row -> {
            if (!row.contentHash.equals(hash)) {
                throw new Conflict(
                        "This Idempotency-Key was used for another request; take a new key for a new request.");
            }
            if (row.answer == null) {
                throw new Conflict(
                        "The first request with this Idempotency-Key is still being handled; ask again in a moment.");
            }
            return row.answer;
        });
    }

    /** Does the work and keeps its answer in one transaction; {@link Conflict} where the same request is being handled at the same time. */
    public String once(Viewer viewer, String key, String hash, Supplier<String> work) {
        var id = key(viewer, key);
        var now = clock.instant();
        database.createQuery("delete from IdempotencyRow r where r.key.owner = :owner and r.createdAt < :before")
                .setParameter("owner", id.owner)
                .setParameter("before", now.minus(KEPT))
                .executeUpdate();
        var row = new IdempotencyRow(id, hash, now);
        try {
            database.persist(row);
            database.flush();
        } catch (PersistenceException taken) {
            throw new Conflict(
                    "The first request with this Idempotency-Key is still being handled; ask again in a moment.");
        }
        row.answer = work.get();
        return row.answer;
    }

    private Optional<IdempotencyRow> find(IdempotencyRow.Key key) {
        return Optional.ofNullable(database.find(IdempotencyRow.class, key))
                .filter(row -> row.createdAt.isAfter(clock.instant().minus(KEPT)));
    }

    private static IdempotencyRow.Key key(Viewer viewer, String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new Invalid(
                    "Idempotency-Key", "An Idempotency-Key has 1 to " + LONGEST_KEY + " printable ASCII characters.");
        }
        return new IdempotencyRow.Key(viewer.id().value(), key);
    }
}
