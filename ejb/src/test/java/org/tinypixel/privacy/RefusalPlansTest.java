package org.tinypixel.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.PageRequest;
import org.tinypixel.database.LargeDatabase;

/** How refusals are read. */
@Tag("B6")
final class RefusalPlansTest {
    private static final Instant MIDDLE = Instant.parse("2025-03-01T00:00:00Z");

    private final LargeDatabase large = LargeDatabase.one();

    // The container is this class: it fills the injected fields.
    @SuppressWarnings("UnnecessaryAssignment")
    static Privacy privacy(EntityManager manager, Instant now) {
        var facade = new Privacy();
        facade.database = manager;
        facade.clock = () -> now;
        return facade;
    }

    @Test
    void a_page_of_refusals() {
        for (var page :
                new PageRequest[] {PageRequest.first(), new PageRequest(50, new PageRequest.Mark(MIDDLE, "A"))}) {
            large.everybody(
                    "refusals, " + page,
                    (manager, viewer) -> assertThat(privacy(manager, MIDDLE)
                                    .list(viewer, null, null, page)
                                    .items())
                            .hasSize(50),
                    200);
        }
    }
}
