package org.tinypixel.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestDatabaseTest {
    static java.util.stream.Stream<Named<Supplier<TestDatabase>>> databases() {
        return java.util.stream.Stream.of(
                Named.of("H2", TestDatabase::h2), Named.of("PostgreSQL", TestDatabase::postgreSql));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void the_migrations_run_and_the_entities_fit_the_tables(Supplier<TestDatabase> kind) {
        try (var database = kind.get()) {
            var one = database.inTransaction(manager ->
                    manager.createNativeQuery("select 1", Integer.class).getSingleResult());
            assertThat(one).isEqualTo(1);
        }
    }
}
