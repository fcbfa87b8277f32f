package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlOutgoingQueueTest extends OutgoingQueueContract {
    PostgreSqlOutgoingQueueTest() {
        super(TestDatabase.postgreSql(), true);
    }
}
