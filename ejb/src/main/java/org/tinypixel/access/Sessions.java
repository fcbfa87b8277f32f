package org.tinypixel.access;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.EmailAddress;

/** Signing in: the first administrator, passwords, sessions and API keys. */
@Stateless
public class Sessions {
    /** A session ends this long after signing in. */
    public static final Duration LENGTH = Duration.ofDays(14);

    @Inject
    EntityManager database;

    @Inject
    Viewers viewers;

    @Inject
    Audit audit;

    @Inject
    InstantSource clock;

    /** How signing in ended. */
    public sealed interface Outcome {
        /** Let in; {@code token} goes into the cookie and is stored nowhere. */
        record SignedIn(String token, Viewer viewer) implements Outcome {}

        /** Refused, with a sentence that does not tell whether the account exists. */
        record Refused(String reason, @Nullable Duration pause) implements Outcome {}
    }

    /** Whether nobody can sign in yet, so that the first-run page is shown. */
    public boolean setUpNeeded() {
        return database.createQuery(
                        "select count(u) from UserRow u where u.passwordHash is not null and u.roles like '%ADMINISTRATOR%'",
                        Long.class)
                .getSingleResult()
                .equals(0L);
    }

    /** Creates the first administrator and signs in; {@link Conflict} once there is one, also for whoever was a moment later. */
    public Outcome.SignedIn setUp(NewUser administrator, Client client) {
        database.createNativeQuery("select id from set_up where id = 1 for update")
                .getSingleResult();
        if (!setUpNeeded()) {
            throw new Conflict("An administrator exists already: sign in, or ask that person to add you.");
        }
        var now = clock.instant();
        var checked = administrator.checked();
        var user = new UserRow(
                checked.name(), checked.email(), Secrets.hashPassword(checked.password()), Set.of(Role.values()), now);
        database.persist(user);
        var team = viewers.firstTeam(now);
        database.createNativeQuery("insert into team_member (team_id, user_id) values (?, ?)")
                .setParameter(1, team.id)
                .setParameter(2, user.id)
                .executeUpdate();
        audit.note(now, user.name, "set-up", "created the first administrator " + user.email);
        database.flush();
        return open(user, client, now);
    }

    /** Checks a password. The delay after several wrong ones grows, per account. */
    public Outcome signIn(@Nullable String email, @Nullable String password, Client client) {
        var now = clock.instant();
        var user = email == null
                ? Optional.<UserRow>empty()
                : EmailAddress.parse(email).flatMap(this::locked);
        if (user.isEmpty() || !user.get().active || user.get().passwordHash == null || password == null) {
            // As slow as a real check, so that the time does not tell which accounts exist.
            Secrets.hashPassword("the time that checking takes");
            return new Outcome.Refused("Address or password is wrong.", null);
        }
        return check(user.get(), password, client, now);
    }

    private Outcome check(UserRow user, String password, Client client, Instant now) {
        var until = user.lockedUntil;
        if (until != null && now.isBefore(until)) {
            var pause = Duration.between(now, until).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
            return new Outcome.Refused(
                    "Too many wrong passwords: try again in " + pause.toSeconds() + " seconds.", pause);
        }
        var stored = user.passwordHash;
        if (stored != null && Secrets.matches(password, stored)) {
            user.failedSignIns = 0;
            user.lockedUntil = null;
            audit.note(now, user.name, "sign-in", "from " + client.address());
            return open(user, client, now);
        }
        user.failedSignIns++;
        var pause = GuessDelay.after(user.failedSignIns);
        if (!pause.isZero()) {
            user.lockedUntil = now.plus(pause);
        }
        audit.note(now, user.name, "sign-in refused", "wrong password from " + client.address());
        return new Outcome.Refused("Address or password is wrong.", null);
    }

    private Optional<UserRow> locked(EmailAddress email) {
        return database.createQuery("select u from UserRow u where u.email = :email", UserRow.class)
                .setParameter("email", email.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    private Outcome.SignedIn open(UserRow user, Client client, Instant now) {
        var token = Secrets.random();
        database.persist(new SessionRow(token, user.id, now, now.plus(LENGTH), client));
        return new Outcome.SignedIn(token, viewers.of(user, false));
    }

    public void signOut(String token) {
        database.createQuery("delete from SessionRow s where s.hash = :hash")
                .setParameter("hash", Secrets.hash(token))
                .executeUpdate();
    }

    /** Whoever holds this session's token; empty for a wrong, ended or deactivated one. */
    public Optional<Viewer> bySession(String token) {
        return database.createQuery(
                        "select u from UserRow u, SessionRow s where s.hash = :hash and s.expiresAt > :now and u.id = s.userId and u.active",
                        UserRow.class)
                .setParameter("hash", Secrets.hash(token))
                .setParameter("now", clock.instant())
                .getResultStream()
                .findFirst()
                .map(user -> viewers.of(user, false));
    }

    /** Whoever holds this API key. Its last use is kept to the minute. */
    public Optional<Viewer> byApiKey(String key) {
        var found = database.createQuery("select k from ApiKeyRow k where k.hash = :hash", ApiKeyRow.class)
                .setParameter("hash", Secrets.hash(key))
                .getResultList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var row = found.get(0);
        var user = database.find(UserRow.class, row.userId);
        if (user == null || !user.active) {
            return Optional.empty();
        }
        var now = clock.instant();
        var last = row.lastUsedAt;
        if (last == null || last.isBefore(now.minusSeconds(60))) {
            row.lastUsedAt = now;
        }
        return Optional.of(viewers.of(user, row.sendAsAny));
    }

    /** Deletes ended sessions; those of the last 30 days stay known as own devices. */
    public int forgetEnded(Instant now) {
        return database.createQuery("delete from SessionRow s where s.expiresAt < :now and s.createdAt < :old")
                .setParameter("now", now)
                .setParameter("old", now.minus(Access.OWN_DEVICE_MEMORY))
                .executeUpdate();
    }

    /** The administrator's key that the environment gives; creates, renews or removes it as the setting says. */
    public void bootstrap(@Nullable String key) {
        viewers.bootstrap(key, clock.instant());
    }

    /** Teams by name, as the session page shows them. */
    public List<User.Team> teams(Viewer viewer) {
        return viewers.teams(viewer.id());
    }
}
