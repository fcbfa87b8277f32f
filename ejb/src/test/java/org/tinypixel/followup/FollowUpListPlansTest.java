package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.LargeDatabase;

/** How follow-ups and enrollments are read. */
@Tag("B6")
final class FollowUpListPlansTest {
    private static final PageRequest FIRST = PageRequest.first();
    private static final PageRequest LATER =
            new PageRequest(50, new PageRequest.Mark(Instant.parse("2025-03-01T00:00:00Z"), "A"));
    private static final long MOST = 400;

    private final LargeDatabase large = LargeDatabase.one();

    // The container is this class: it fills the injected fields.
    @SuppressWarnings("UnnecessaryAssignment")
    private static FollowUps followUps(EntityManager manager) {
        var facade = new FollowUps();
        facade.rows = new FollowUpRows(manager);
        facade.sequences = new SequenceRows(manager);
        return facade;
    }

    @SuppressWarnings("UnnecessaryAssignment")
    private static Enrollments enrollments(EntityManager manager) {
        var facade = new Enrollments();
        facade.rows = new FollowUpRows(manager);
        facade.sequences = new SequenceRows(manager);
        return facade;
    }

    @Test
    void follow_ups_of_each_state_and_of_all() {
        Stream.concat(Stream.of((FollowUpState) null), Arrays.stream(FollowUpState.values()))
                .forEach(this::followUps);
    }

    private void followUps(@Nullable FollowUpState state) {
        for (var page : new PageRequest[] {FIRST, LATER}) {
            large.everybody(
                    state + " follow-ups, " + page,
                    (manager, viewer) -> {
                        var found = followUps(manager).list(viewer, state, page);
                        if (state == null) {
                            assertThat(found.items()).hasSize(50);
                        }
                    },
                    MOST);
        }
    }

    @Test
    void enrollments_of_all_sequences_of_one_and_of_one_that_nobody_is_in() {
        var rows = new String[] {null, "Offer"};
        for (var sequence : rows) {
            for (var page : new PageRequest[] {FIRST, LATER}) {
                large.everybody(
                        "enrollments in " + sequence + ", " + page,
                        (manager, viewer) -> assertThat(enrollments(manager)
                                        .list(viewer, sequence, page)
                                        .items())
                                .hasSize(50),
                        MOST);
            }
        }
        large.everybody(
                "enrollments in a sequence that nobody is in",
                (manager, viewer) -> assertThat(new FollowUpRows(manager).enrollments(viewer, "nobody", FIRST))
                        .isEmpty(),
                MOST);
    }

    @Test
    void a_teams_pages_leave_out_none_of_the_follow_ups_that_are_due_at_one_time() {
        var viewer = large.person("a manager");
        try (var manager = large.database().factory().createEntityManager()) {
            manager.getTransaction().begin();
            manager.createNativeQuery("update follow_up set due_at = timestamp with time zone '2026-03-02 09:00:00+00'")
                    .executeUpdate();
            var all = manager.createQuery("select f.id from FollowUpRow f where f.ownerId in :owners", String.class)
                    .setParameter(
                            "owners",
                            viewer.visible().stream().map(UserId::value).toList())
                    .getResultList();
            var seen = new ArrayList<String>();
            String cursor = "";
            while (cursor != null) {
                var page = followUps(manager).list(viewer, null, PageRequest.of(200, cursor));
                page.items().forEach(followUp -> seen.add(followUp.id()));
                cursor = page.next();
            }
            manager.getTransaction().rollback();
            assertThat(seen).hasSizeGreaterThan(400).containsExactlyInAnyOrderElementsOf(all);
        }
    }
}
