package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Nothing that people use leaves the agent away or makes it one word. */
final class NoAgentRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        return sight.agent().isEmpty() || sight.agent().chars().allMatch(Character::isLetter)
                ? Opinion.machine(Confidence.MEDIUM, "no-agent", "The program that loaded it does not say what it is.")
                : null;
    }
}
