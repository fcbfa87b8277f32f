package org.tinypixel.access;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.TeamId;
import org.tinypixel.database.Rows;

/** Users, teams and API keys; administrators change the first two, everybody the own keys. */
@Stateless
public class Administration {
    @Inject
    EntityManager database;

    @Inject
    Viewers viewers;

    @Inject
    Audit audit;

    @Inject
    InstantSource clock;

    /** Everybody by name; an administrator sees all, a manager the own teams, others themselves. */
    public List<User> users(Viewer viewer) {
        return database.createQuery(
                        "select u from UserRow u where u.passwordHash is not null order by u.name, u.id", UserRow.class)
                .getResultStream()
                .filter(row -> viewer.is(Role.ADMINISTRATOR) || viewer.sees(row.userId()))
                .map(this::shown)
                .toList();
    }

    /** Adds a person with a first password. */
    public User add(Viewer viewer, NewUser given) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var checked = given.checked();
        if (taken(
                "select count(u) from UserRow u where u.email = :text",
                checked.email().value())) {
            throw new Invalid("email", "There is a user with this address already.");
        }
        var now = clock.instant();
        var roles = given.roles() == null || given.roles().isEmpty() ? List.of(Role.SALESPERSON) : given.roles();
        var row = new UserRow(checked.name(), checked.email(), Secrets.hashPassword(checked.password()), roles, now);
        database.persist(row);
        database.flush();
        join(row, given.teams() == null ? List.of(viewers.firstTeam(now).id) : given.teams());
        audit.note(now, viewer.name(), "user added", row.email + " as " + row.roles);
        return shown(row);
    }

    /** Changes a person; the last active administrator stays one. */
    public User change(Viewer viewer, String id, UserChange change) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var row = database.find(UserRow.class, id);
        if (row == null || row.passwordHash == null) {
            throw new NotFound("There is no such user.");
        }
        if (change.name() != null) {
            if (change.name().isBlank() || change.name().length() > 200) {
                throw new Invalid("name", "Please give a name of at most 200 characters.");
            }
            row.name = change.name().strip();
        }
        var wasAdministrator = row.active && row.roles().contains(Role.ADMINISTRATOR);
        if (change.roles() != null) {
            if (change.roles().isEmpty()) {
                throw new Invalid("roles", "A user needs one role or more.");
            }
            row.setRoles(change.roles());
        }
        if (change.active() != null) {
            row.active = change.active();
        }
        if (change.teams() != null) {
            join(row, change.teams());
        }
        database.flush();
        if (wasAdministrator) {
            keepAnAdministrator();
        }
        audit.note(
                clock.instant(),
                viewer.name(),
                "user changed",
                row.email + " " + row.roles + (row.active ? "" : ", inactive"));
        return shown(row);
    }

    private void keepAnAdministrator() {
        if (!taken(
                "select count(u) from UserRow u where u.active and u.passwordHash is not null and u.roles like :text",
                "%ADMINISTRATOR%")) {
            throw new Conflict("This is the last administrator: make somebody else one first.");
        }
    }

    private void join(UserRow user, Collection<String> teams) {
        for (var team : teams) {
            if (database.find(TeamRow.class, team) == null) {
                throw new Invalid("teams", "There is no team " + team + ".");
            }
        }
        database.createNativeQuery("delete from team_member where user_id = ?")
                .setParameter(1, user.id)
                .executeUpdate();
        for (var team : List.copyOf(new java.util.LinkedHashSet<>(teams))) {
            database.createNativeQuery("insert into team_member (team_id, user_id) values (?, ?)")
                    .setParameter(1, team)
                    .setParameter(2, user.id)
                    .executeUpdate();
        }
    }

    private User shown(UserRow row) {
        var roles = row.roles().stream().sorted().toList();
        return new User(row.userId(), row.name, row.address(), roles, viewers.teams(row.userId()), row.active);
    }

    /** All teams by name. */
    public List<User.Team> teams(Viewer viewer) {
        return database.createQuery("select t from TeamRow t order by t.name", TeamRow.class)
                .getResultStream()
                .map(team -> new User.Team(new TeamId(team.id), team.name))
                .toList();
    }

    public User.Team addTeam(Viewer viewer, @Nullable String name) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var text = name == null ? "" : name.strip();
        if (text.isEmpty() || text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw new Invalid("name", "Please give the team a name of at most 200 characters.");
        }
        if (taken("select count(t) from TeamRow t where t.name = :text", text)) {
            throw new Invalid("name", "There is a team with this name already.");
        }
        var now = clock.instant();
        var row = new TeamRow(text, now);
        database.persist(row);
        audit.note(now, viewer.name(), "team added", text);
        return new User.Team(new TeamId(row.id), row.name);
    }

    private boolean taken(String count, String text) {
        return database.createQuery(count, Long.class)
                        .setParameter("text", text)
                        .getSingleResult()
                > 0;
    }

    /** The viewer's own keys, newest first. */
    public List<ApiKey> apiKeys(Viewer viewer) {
        return database.createQuery(
                        "select k from ApiKeyRow k where k.userId = :user order by k.createdAt desc", ApiKeyRow.class)
                .setParameter("user", viewer.id().value())
                .getResultStream()
                .map(ApiKey::of)
                .toList();
    }

    /**
     * A new key.
     *
     * @param secret the key itself; shown this once and stored nowhere
     */
    public record NewKey(ApiKey key, String secret) {}

    public NewKey addApiKey(Viewer viewer, @Nullable String name) {
        var text = name == null ? "" : name.strip();
        if (text.isEmpty() || text.length() > 200) {
            throw new Invalid("name", "Please name the key after what will use it.");
        }
        var now = clock.instant();
        var secret = "tp_" + Secrets.random();
        var row = new ApiKeyRow(viewer.id().value(), text, secret, false, now);
        database.persist(row);
        audit.note(now, viewer.name(), "API key added", text + " (" + row.prefix + "…)");
        return new NewKey(ApiKey.of(row), secret);
    }

    public void removeApiKey(Viewer viewer, String id) {
        var row = database.find(ApiKeyRow.class, id);
        if (row == null || !row.userId.equals(viewer.id().value())) {
            throw new NotFound("There is no such API key.");
        }
        database.remove(row);
        audit.note(clock.instant(), viewer.name(), "API key removed", row.name + " (" + row.prefix + "…)");
    }

    /** Who did what, newest first. */
    public Page<AuditEntry> audit(Viewer viewer, PageRequest page) {
        viewer.mustBe(Role.ADMINISTRATOR);
        var after = page.after();
        var query = database.createQuery(
                "select a from AuditRow a where a.at < :at or (a.at = :at and a.id < :id) order by a.at desc, a.id desc",
                AuditRow.class);
        var rows = query.setParameter("at", after == null ? Instant.parse("9999-01-01T00:00:00Z") : after.at())
                .setParameter("id", after == null ? "" : after.id())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.of(rows, page.limit(), row -> new PageRequest.Mark(row.at, row.id).cursor())
                .map(row -> new AuditEntry(row.at, row.who, row.what, row.detail));
    }

    /** Notes what another feature did on a person's behalf. */
    public void note(Viewer viewer, String what, String detail) {
        audit.note(clock.instant(), viewer.name(), what, detail);
    }

    /** Ids of the members of a team, for filters; empty for an unknown one. */
    public List<String> members(String team) {
        var query = database.createNativeQuery("select user_id from team_member where team_id = ?", String.class);
        return Rows.of(query.setParameter(1, team), String.class);
    }
}
