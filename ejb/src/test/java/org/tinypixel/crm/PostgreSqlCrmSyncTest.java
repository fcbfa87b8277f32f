package org.tinypixel.crm;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlCrmSyncTest extends CrmSyncContract {
    PostgreSqlCrmSyncTest() {
        super(TestDatabase.postgreSql());
    }
}
