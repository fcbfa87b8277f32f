package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Views by the sender and colleagues. In the built-in inbox a user plays the recipient, so there it does not hold. */
final class OwnViewRule implements SingleRule {
    private static final Opinion OWN = new Opinion(
            Verdict.OWN,
            Confidence.HIGH,
            "own-open",
            "A view by your own team: this device is signed in to Tinypixel.");

    @Override
    public List<Opinion> opinions() {
        return List.of(OWN);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var copy = sight.copy();
        if (copy.captured()) {
            return null;
        }
        var session = sight.hit().session();
        var device = sight.hit().address() + "\n" + sight.hit().header("user-agent");
        var own = (session != null && copy.ownSessions().contains(session))
                || (sight.hit().address() != null && copy.ownDevices().contains(device));
        return own ? OWN : null;
    }
}
