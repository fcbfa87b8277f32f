package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.HitNotes;

/** Agents that say themselves that they are programs, and addresses that asked for {@code robots.txt}, which only programs do. */
final class RobotRule implements SingleRule {
    private static final Opinion NAMED =
            Opinion.machine(Confidence.HIGH, "robot-agent", "A program loaded it, and says so in its name.");
    private static final Opinion ASKED = Opinion.machine(
            Confidence.MEDIUM,
            "robots-txt",
            "The same address asked for the rules for robots (robots.txt) shortly before, which only programs do.");

    @Override
    public List<Opinion> opinions() {
        return List.of(NAMED, ASKED);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        // Proxies of mail providers name themselves like robots; those from the wrong network are forged, which is less
        // sure.
        if (sight.robot() && !Devices.isProxy(sight.agent())) {
            return NAMED;
        }
        return sight.hit().header(HitNotes.ROBOTS).isEmpty()
                        || !sight.network().type().tellsPeopleApart()
                ? null
                : ASKED;
    }
}
