package org.tinypixel.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;

/** How refusals are listed, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RefusalsContract {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final EmailAddress SAM = EmailAddress.of("sam@sender.example");
    private static final UserId USER = UserId.next();
    private static final Viewer VIEWER =
            new Viewer(USER, "Sam", SAM, Set.of(SAM), Set.of(Role.SALESPERSON), Set.of(USER), false);

    private final TestDatabase database;

    RefusalsContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void fill() {
        wish("ada@one.example", Privacy.Kind.MAIL, "Unsubscribed on the page", NINE);
        wish("bob@one.example", Privacy.Kind.TRACKING, "Asked by phone", NINE.plusSeconds(1));
        // Two at one time, one of each kind.
        wish("eve@two.example", Privacy.Kind.MAIL, "100% sure", NINE.plusSeconds(2));
        wish("eve@two.example", Privacy.Kind.TRACKING, "", NINE.plusSeconds(2));
        wish("dan@two.example", Privacy.Kind.MAIL, "", NINE.plusSeconds(3));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void the_newest_come_first_and_pages_leave_out_none() {
        for (var limit = 1; limit <= 5; limit++) {
            var seen = new ArrayList<String>();
            String cursor = "";
            while (cursor != null) {
                var request = PageRequest.of(limit, cursor);
                var page =
                        database.inTransaction(manager -> privacy(manager, NINE).list(VIEWER, null, null, request));
                page.items().forEach(entry -> seen.add(entry.email() + " " + entry.kind()));
                cursor = page.next();
            }
            assertThat(seen)
                    .as("pages of %s", limit)
                    .hasSize(5)
                    .startsWith("dan@two.example MAIL")
                    .contains("eve@two.example MAIL", "eve@two.example TRACKING")
                    .endsWith("bob@one.example TRACKING", "ada@one.example MAIL");
        }
    }

    @Test
    void they_are_found_by_kind_and_by_a_part_of_the_address_or_of_the_note() {
        assertThat(found(Privacy.Kind.TRACKING, null)).containsExactlyInAnyOrder("eve@two.example", "bob@one.example");
        assertThat(found(null, "ONE.ex")).containsExactly("bob@one.example", "ada@one.example");
        assertThat(found(null, " phone ")).containsExactly("bob@one.example");
        assertThat(found(Privacy.Kind.MAIL, "phone")).isEmpty();
        assertThat(found(null, "0%")).containsExactly("eve@two.example");
        assertThat(found(null, "%")).as("a sign, no pattern").containsExactly("eve@two.example");
    }

    private List<String> found(Privacy.@Nullable Kind kind, @Nullable String q) {
        return database
                .inTransaction(manager -> privacy(manager, NINE).list(VIEWER, kind, q, PageRequest.first()))
                .items()
                .stream()
                .map(entry -> entry.email().value())
                .toList();
    }

    private void wish(String email, Privacy.Kind kind, String how, Instant at) {
        database.transaction(manager -> privacy(manager, at).wish(EmailAddress.of(email), kind, how));
    }

    private static Privacy privacy(jakarta.persistence.EntityManager manager, Instant now) {
        return RefusalPlansTest.privacy(manager, now);
    }
}
