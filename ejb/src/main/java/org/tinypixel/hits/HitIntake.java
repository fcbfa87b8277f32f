package org.tinypixel.hits;

import java.util.concurrent.CompletionStage;

/**
 * Takes hits durably. What was accepted survives {@code kill -9} and power loss, and reaches the {@link HitSink} at least once, in order of acceptance on this
 * node. Needs no database and blocks no caller.
 */
public interface HitIntake {
    /**
     * Accepts one hit.
     *
     * @return completes when the hit is on disk (written and forced), on the journal's own thread: whatever follows must be short, or be handed on; completes exceptionally with {@link NotStored} where that is impossible, which is counted
     */
    CompletionStage<Void> accept(Hit hit);

    /**
     * Asks to be told after each group of stages that were completed together, on the same thread: whoever wakes other threads can then do that once a group.
     *
     * @return whether this intake works in groups and will tell
     */
    default boolean afterEachGroup(Runnable listener) {
        return false;
    }

    /** The hit could not be made durable: disk full, failed force, or the bounded queue is full. The answer to the client is sent all the same. */
    final class NotStored extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotStored(String message) {
            super(message);
        }

        public NotStored(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
