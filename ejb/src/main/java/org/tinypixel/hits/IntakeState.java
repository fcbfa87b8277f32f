package org.tinypixel.hits;

import org.jspecify.annotations.Nullable;

/**
 * How the intake of this node is, for health and metrics.
 *
 * @param accepted hits made durable since the start
 * @param notStored hits that could not be made durable since the start; their answers were sent all the same
 * @param backlog hits on disk that are not folded yet
 * @param damaged places in the journal where records could not be read since the start
 * @param refused hits that the database refused by themselves and that were put aside since the start
 * @param diskBytes what the journal takes, without the files that are folded and only kept for a while
 * @param diskLimit what it may take; from half of it on somebody should look
 * @param problem why hits cannot be stored now, or null
 * @param foldProblem why the backlog is not shrinking now, or null
 */
public record IntakeState(
        long accepted,
        long notStored,
        long backlog,
        long damaged,
        long refused,
        long diskBytes,
        long diskLimit,
        @Nullable String problem,
        @Nullable String foldProblem) {
    /** Half of the room is taken: time to look why the database takes none. */
    public boolean isHalfFull() {
        return diskBytes > diskLimit / 2;
    }

    /** Gives the state of now; reads no database. */
    public interface Source {
        IntakeState state();
    }
}
