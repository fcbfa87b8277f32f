package org.tinypixel.inbound;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.engagement.Engagements;

/** What came back to mails that the viewer sees. */
@Stateless
public class IncomingMails {
    private static final Duration KEPT = Duration.ofDays(90);

    @Inject
    IncomingRows rows;

    @Inject
    Engagements engagements;

    /**
     * Newest first.
     *
     * @param kind null for all
     * @param mailbox the id of a mailbox; null for all
     */
    public Page<IncomingView> list(
            Viewer viewer, @Nullable IncomingKind kind, @Nullable String mailbox, PageRequest page) {
        return Page.of(
                        rows.list(viewer, kind, mailbox, page),
                        page.limit(),
                        row -> new PageRequest.Mark(row.receivedAt, row.id).cursor())
                .map(row -> IncomingView.of(
                        row, engagements.state(new CopyId(row.copy)).orElse(null)));
    }

    /** Drops some of what is older than 90 days, 0 where none was left; what followed from it stays. */
    public int forgetOld(Instant now) {
        return rows.forget(now.minus(KEPT));
    }
}
