package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.PageRequest;
import org.tinypixel.database.LargeDatabase;
import org.tinypixel.database.OldRows;
import org.tinypixel.tracking.Messages;

/** How outgoing and captured mails are read, and how their contents are forgotten. */
@Tag("B6")
final class MailListPlansTest {
    private static final PageRequest FIRST = PageRequest.first();
    private static final PageRequest LATER =
            new PageRequest(50, new PageRequest.Mark(Instant.parse("2025-03-01T00:00:00Z"), "A"));
    private static final long MOST = 700;

    /** Each row is found in an index, and then itself. */
    private static final long MOST_FORGOTTEN = 2 * OldRows.PORTION;

    private final LargeDatabase large = LargeDatabase.one();

    @Test
    void outgoing_mails_of_each_state_and_relay() {
        var filters = new ArrayList<>(List.of(
                new QueueFilter(null, null, null),
                new QueueFilter(null, "environment", null),
                new QueueFilter(null, "gone", null),
                new QueueFilter(QueueView.State.SENT, "environment", null)));
        Arrays.stream(QueueView.State.values()).forEach(state -> filters.add(new QueueFilter(state, null, null)));
        for (var filter : filters) {
            for (var page : List.of(FIRST, LATER)) {
                large.everybody(
                        "outgoing mails, " + filter + ", " + page,
                        (manager, viewer) -> new OutgoingMails(manager, false).list(viewer, filter, page),
                        MOST);
            }
        }
    }

    @Test
    void captured_mails() {
        var now = new PageRequest(50, new PageRequest.Mark(Instant.now(), "A"));
        for (var page : List.of(FIRST, now)) {
            large.everybody(
                    "captured mails, " + page,
                    (manager, viewer) -> assertThat(
                                    new CapturedMails(manager, new MailContents(manager, false), new Messages())
                                            .list(viewer, page))
                            .hasSize(51),
                    MOST);
        }
    }

    @Test
    void contents_and_captured_mails_are_forgotten_in_portions() {
        large.watch(
                "a portion of captured mails",
                manager -> assertThat(new CapturedMails(manager, new MailContents(manager, false), new Messages())
                                .deleteBefore(Instant.parse("2100-01-01T00:00:00Z")))
                        .isEqualTo(OldRows.PORTION),
                MOST_FORGOTTEN);
        large.watch(
                "a portion of contents",
                manager -> assertThat(
                                new OutgoingMails(manager, false).forgetContents(Instant.parse("2100-01-01T00:00:00Z")))
                        .isBetween(1, OldRows.PORTION),
                MOST_FORGOTTEN);
        large.watch("what is unused", manager -> new MailContents(manager, false).forgetUnused(), MOST);
    }
}
