package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.PageRequest;
import org.tinypixel.database.LargeDatabase;
import org.tinypixel.database.OldRows;

/** How what came back is read, and how it is forgotten. */
@Tag("B6")
final class IncomingListPlansTest {
    private static final PageRequest FIRST = PageRequest.first();
    private static final long MOST = 400;

    /** Each row is found in an index, and then itself. */
    private static final long MOST_FORGOTTEN = 2 * OldRows.PORTION;

    private final LargeDatabase large = LargeDatabase.one();

    @Test
    void incoming_mails_of_each_kind_and_mailbox() {
        large.everybody(
                "incoming mails",
                (manager, viewer) -> assertThat(new IncomingRows(manager).list(viewer, null, null, FIRST))
                        .isNotEmpty(),
                MOST);
        var later = new PageRequest(50, new PageRequest.Mark(Instant.now(), "A"));
        large.everybody(
                "later incoming mails",
                (manager, viewer) -> new IncomingRows(manager).list(viewer, null, null, later),
                MOST);
        Arrays.stream(IncomingKind.values())
                .forEach(kind -> large.everybody(
                        "incoming " + kind,
                        (manager, viewer) -> new IncomingRows(manager).list(viewer, kind, null, FIRST),
                        MOST));
        for (var mailbox : new String[] {"environment", "gone"}) {
            large.everybody(
                    "of mailbox " + mailbox,
                    (manager, viewer) -> new IncomingRows(manager).list(viewer, null, mailbox, FIRST),
                    MOST);
        }
    }

    @Test
    void they_are_forgotten_in_portions() {
        large.watch(
                "a portion",
                manager -> assertThat(new IncomingRows(manager).forget(Instant.parse("2100-01-01T00:00:00Z")))
                        .isEqualTo(OldRows.PORTION),
                MOST_FORGOTTEN);
    }
}
