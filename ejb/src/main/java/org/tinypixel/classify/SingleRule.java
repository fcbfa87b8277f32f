package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** Judges a hit by itself. */
interface SingleRule {
    /** What this rule says, or null where it has nothing to say. */
    @Nullable
    Opinion judge(Sight sight);
}
