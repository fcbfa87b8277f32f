package org.tinypixel.inbound;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlInboundTest extends InboundContract {
    PostgreSqlInboundTest() {
        super(TestDatabase.postgreSql());
    }
}
