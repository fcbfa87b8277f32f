package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlSharedContentTest extends SharedContentContract {
    PostgreSqlSharedContentTest() {
        super(TestDatabase.postgreSql(), true);
    }
}
