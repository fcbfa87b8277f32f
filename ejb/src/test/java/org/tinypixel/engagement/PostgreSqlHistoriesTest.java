package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlHistoriesTest extends HistoriesContract {
    PostgreSqlHistoriesTest() {
        super(TestDatabase.postgreSql());
    }
}
