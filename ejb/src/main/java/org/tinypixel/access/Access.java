package org.tinypixel.access;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.TeamId;
import org.tinypixel.base.UserId;
import org.tinypixel.database.Rows;

/** Who somebody is, and how people of the organisation are recognized at a pixel. */
@Stateless
public class Access {
    static final Duration OWN_DEVICE_MEMORY = Duration.ofDays(30);

    @Inject
    EntityManager database;

    @Inject
    Viewers viewers;

    /**
     * What tells the organisation's own looks at its mails.
     *
     * @param sessions SHA-256 of session cookies, base64url
     * @param devices address, line feed, user agent
     */
    public record OwnMarks(Set<String> sessions, Set<String> devices) {
        public OwnMarks {
            sessions = Set.copyOf(sessions);
            devices = Set.copyOf(devices);
        }
    }

    /** Marks of everybody who signed in within the 30 days before {@code now}. */
    public OwnMarks own(Instant now) {
        var rows = database.createQuery("select s from SessionRow s where s.createdAt > :since", SessionRow.class)
                .setParameter("since", now.minus(OWN_DEVICE_MEMORY))
                .getResultList();
        return new OwnMarks(
                rows.stream().map(row -> row.hash).collect(Collectors.toSet()),
                rows.stream()
                        .filter(row -> row.address != null && row.userAgent != null)
                        .map(row -> row.address + "\n" + row.userAgent)
                        .collect(Collectors.toSet()));
    }

    /** The active user with this address, for trusted code inside the application. */
    public Optional<UserId> userOf(EmailAddress address) {
        return database.createQuery("select u from UserRow u where u.email = :email and u.active", UserRow.class)
                .setParameter("email", address.value())
                .getResultStream()
                .findFirst()
                .map(UserRow::userId);
    }

    /** Who belongs to a team; empty where there is no such team. */
    public Set<UserId> members(TeamId team) {
        var members = database.createNativeQuery("select user_id from team_member where team_id = ?", String.class)
                .setParameter(1, team.value());
        return Rows.of(members, String.class).stream().map(UserId::new).collect(Collectors.toSet());
    }

    /** A viewer for a user, for trusted code that acts on the user's behalf later (follow-ups, report mails). */
    public Viewer viewer(UserId user) {
        var row = database.find(UserRow.class, user.value());
        if (row == null) {
            throw new NotFound("There is no such user.");
        }
        return viewers.of(row, false);
    }

    /** A person as reports name one. */
    public record Person(String name, EmailAddress email, String teams) {}

    /** What these people are called; whom nobody knows is left out. */
    public Map<UserId, String> names(Set<UserId> users) {
        return users.isEmpty()
                ? Map.of()
                : database.createQuery("select u from UserRow u where u.id in :users", UserRow.class)
                        .setParameter("users", users.stream().map(UserId::value).toList())
                        .getResultStream()
                        .collect(Collectors.toMap(UserRow::userId, row -> row.name));
    }

    /** Everybody by id, with the teams' names joined by commas. */
    public Map<UserId, Person> people() {
        var teams = viewers.teamNames();
        var people = new HashMap<UserId, Person>();
        for (var row :
                database.createQuery("select u from UserRow u", UserRow.class).getResultList()) {
            var names = String.join(", ", teams.getOrDefault(row.id, List.of()));
            people.put(row.userId(), new Person(row.name, row.address(), names));
        }
        return people;
    }
}
