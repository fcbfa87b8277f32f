package org.tinypixel.engagement;

import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;

/** What became of each copy: the one read model behind screens, API, CRM, follow-ups and reports. */
@Stateless
public class Engagements {
    /** A copy's state, for trusted code inside the application. */
    public Optional<CopyState> state(CopyId copy) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Notes news of a copy's delivery and folds the copy again; older news never replaces newer. */
    public void delivery(CopyId copy, DeliveryChange change) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Notes a human reply (mailbox or CRM saw it); stops what waits for one. */
    public void reply(CopyId copy, Instant at, String detail) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Puts a line into the copy's history ({@code GET /messages/id/events}), for example a follow-up's decision. */
    public void note(CopyId copy, Instant at, EventType type, String text) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Copies by the time of sending (or of taking in, while not sent), oldest first, for reports; read inside the caller's transaction and closed by the caller. */
    public Stream<CopyState> rows(Viewer viewer, CopyFilter filter) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /**
     * Which copies; null means any.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public record CopyFilter(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String team,
            @Nullable String person,
            @Nullable String campaign,
            @Nullable String template,
            @Nullable String sequence) {}
}
