package org.tinypixel.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.TeamId;
import org.tinypixel.base.UserId;
import org.tinypixel.database.Rows;

/** Works out what a user may see. */
@Dependent
final class Viewers {
    /** The user behind the key that the environment gives; it has no password, so nobody signs in with it. */
    private static final EmailAddress BOOTSTRAP = new EmailAddress("bootstrap@tinypixel.invalid");

    private static final String FIRST_TEAM = "Sales";

    private final EntityManager database;

    @Inject
    Viewers(EntityManager database) {
        this.database = database;
    }

    Viewer of(UserRow user, boolean sendAsAny) {
        var address = user.address();
        return new Viewer(
                user.userId(), user.name, address, Set.of(address), user.roles(), visible(user, sendAsAny), sendAsAny);
    }

    /** A key that sends for many sees what it sent for anyone; a manager sees the members of the own teams; everybody sees the own mails. */
    private Set<UserId> visible(UserRow user, boolean sendAsAny) {
        var ids = new HashSet<>(Set.of(user.id));
        if (sendAsAny) {
            ids.addAll(database.createQuery("select u.id from UserRow u", String.class)
                    .getResultList());
        } else if (user.roles().contains(Role.MANAGER)) {
            var colleagues = database.createNativeQuery(
                    "select other.user_id from team_member own join team_member other on other.team_id = own.team_id"
                            + " where own.user_id = ?",
                    String.class);
            ids.addAll(Rows.of(colleagues.setParameter(1, user.id), String.class));
        }
        return ids.stream().map(UserId::new).collect(Collectors.toSet());
    }

    List<User.Team> teams(UserId user) {
        var ids = database.createNativeQuery("select team_id from team_member where user_id = ?", String.class);
        var own = Rows.of(ids.setParameter(1, user.value()), String.class);
        return database.createQuery("select t from TeamRow t where t.id in :own order by t.name", TeamRow.class)
                .setParameter("own", own)
                .getResultStream()
                .map(team -> new User.Team(new TeamId(team.id), team.name))
                .toList();
    }

    /** The names of everybody's teams by the person's id, in the order of names. */
    Map<String, List<String>> teamNames() {
        var members = database.createNativeQuery(
                "select m.user_id || ' ' || t.name from team_member m join team t on t.id = m.team_id order by t.name",
                String.class);
        return Rows.of(members, String.class).stream()
                .map(row -> row.split(" ", 2))
                .collect(Collectors.groupingBy(row -> row[0], Collectors.mapping(row -> row[1], Collectors.toList())));
    }

    /** The team that people join where nobody says otherwise. */
    TeamRow firstTeam(Instant now) {
        return database.createQuery("select t from TeamRow t order by t.createdAt, t.id", TeamRow.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> {
                    var team = new TeamRow(FIRST_TEAM, now);
                    database.persist(team);
                    database.flush();
                    return team;
                });
    }

    void bootstrap(@Nullable String key, Instant now) {
        var user = database.createQuery("select u from UserRow u where u.email = :email", UserRow.class)
                .setParameter("email", BOOTSTRAP.value())
                .getResultStream()
                .findFirst()
                .orElse(null);
        if (user == null && key == null) {
            return;
        }
        if (user == null) {
            user = new UserRow("Bootstrap key", BOOTSTRAP, null, Set.of(Role.values()), now);
            database.persist(user);
            database.flush();
        }
        var hash = key == null ? "" : Secrets.hash(key);
        database.createQuery("delete from ApiKeyRow k where k.userId = :user and k.hash <> :hash")
                .setParameter("user", user.id)
                .setParameter("hash", hash)
                .executeUpdate();
        if (key != null
                && database.createQuery("select count(k) from ApiKeyRow k where k.hash = :hash", Long.class)
                        .setParameter("hash", hash)
                        .getSingleResult()
                        .equals(0L)) {
            database.persist(new ApiKeyRow(user.id, "From TINYPIXEL_BOOTSTRAP_KEY", key, true, now));
        }
    }
}
