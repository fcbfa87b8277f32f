package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlJudgingTest extends JudgingContract {
    PostgreSqlJudgingTest() {
        super(TestDatabase.postgreSql());
    }
}
