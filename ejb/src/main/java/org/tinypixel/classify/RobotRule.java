package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Agents that say themselves that they are programs. */
final class RobotRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        // Proxies of mail providers name themselves like robots; those from the wrong network are forged, which is less
        // sure.
        var proxy = sight.says("GoogleImageProxy") || sight.says("YahooMailProxy") || sight.says("SuperhumanProxy");
        return sight.robot() && !proxy
                ? Opinion.machine(Confidence.HIGH, "robot-agent", "A program loaded it, and says so in its name.")
                : null;
    }
}
