package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlHandOverTest extends HandOverContract {
    PostgreSqlHandOverTest() {
        super(TestDatabase.postgreSql(), true);
    }
}
