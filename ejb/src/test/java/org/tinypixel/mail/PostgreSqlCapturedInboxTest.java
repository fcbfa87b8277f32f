package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlCapturedInboxTest extends CapturedInboxContract {
    PostgreSqlCapturedInboxTest() {
        super(TestDatabase.postgreSql(), true);
    }
}
