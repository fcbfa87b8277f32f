package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlEngagementTest extends EngagementContract {
    PostgreSqlEngagementTest() {
        super(TestDatabase.postgreSql());
    }
}
