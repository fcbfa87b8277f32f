package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nothing that people use leaves the agent away or makes it one word. */
final class NoAgentRule implements SingleRule {
    private static final Opinion NAMELESS =
            Opinion.machine(Confidence.MEDIUM, "no-agent", "The program that loaded it does not say what it is.");

    @Override
    public List<Opinion> opinions() {
        return List.of(NAMELESS);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.agent().chars().allMatch(Character::isLetter) ? NAMELESS : null;
    }
}
