package org.tinypixel.engagement;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;

/** Changes of copies as they are committed, for live screens: a bounded buffer on each node, filled from the database. */
public interface LiveFeed {
    /**
     * One change.
     *
     * @param id grows; a listener that comes back names the last one it saw
     * @param notice what to tell the person aloud, null for a silent change
     */
    record Change(
            long id,
            CopyId copy,
            MessageId message,
            UserId owner,
            String status,
            String statusLabel,
            String statusReason,
            Instant at,
            @Nullable Notification notice) {
        /** The same with something else to tell aloud. */
        public Change with(@Nullable Notification other) {
            return new Change(id, copy, message, owner, status, statusLabel, statusReason, at, other);
        }
    }

    /** {@code kind}: open, click, forward, reply, bounce or delivery. */
    record Notification(String kind, String text) {}

    /** Called on a feed thread; must not block. */
    interface Listener {
        void changed(List<Change> changes);

        /** Part of what was missed is not kept any more or is too much to tell: everything must be read anew. Comes before what can still be told. */
        void gap();
    }

    /** Ends the subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Hears of every change after {@code afterId} (replayed from the database where it is still there, and of a gap where it is not), then of new ones.
     *
     * @param afterId null for new ones only
     */
    Subscription listen(@Nullable Long afterId, Listener listener);
}
