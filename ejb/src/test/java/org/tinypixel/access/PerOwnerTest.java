package org.tinypixel.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.UserId;
import org.tinypixel.database.LargeDatabase;

/** A team's list is put together by Java and continued by the database. */
final class PerOwnerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "follow_up.id",
                "enrollment.id",
                "outgoing_mail.id",
                "incoming_mail.id",
                "captured_mail.id",
                "suppression.id",
                "tracking_opt_out.id",
                "engagement.recipient"
            })
    void rows_of_one_time_have_the_same_order_in_both(String column) {
        var parts = column.split("\\.", 2);
        var collation = LargeDatabase.one()
                .database()
                .inTransaction(manager -> manager.createNativeQuery(
                                "select collation_name from information_schema.columns"
                                        + " where table_schema = 'public' and table_name = :table and column_name = :column",
                                String.class)
                        .setParameter("table", parts[0])
                        .setParameter("column", parts[1])
                        .getSingleResult());
        assertThat(collation).isEqualTo("C");
    }

    @Test
    void the_first_rows_over_all_owners_are_those_that_one_list_would_begin_with() {
        var ann = UserId.next();
        var bob = UserId.next();
        var first = PerOwner.first(
                Set.of(ann, bob),
                3,
                Comparator.<Integer>naturalOrder(),
                owners -> owners.contains(ann) ? List.of(1, 4, 5) : List.of(2, 3, 6));
        assertThat(first).isEqualTo(Stream.of(1, 2, 3).toList());
    }
}
