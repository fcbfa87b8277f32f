package org.tinypixel.access;

import java.util.List;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.TeamId;
import org.tinypixel.base.UserId;

/** A person of this installation, as shown to colleagues. */
public record User(UserId id, String name, EmailAddress email, List<Role> roles, List<Team> teams, boolean active) {
    public User {
        roles = List.copyOf(roles);
        teams = List.copyOf(teams);
    }

    /** A team by name. */
    public record Team(TeamId id, String name) {}
}
