package org.tinypixel.privacy;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlRefusalsTest extends RefusalsContract {
    PostgreSqlRefusalsTest() {
        super(TestDatabase.postgreSql());
    }
}
