package org.tinypixel.crm;

import org.tinypixel.database.TestDatabase;

final class H2CrmSyncTest extends CrmSyncContract {
    H2CrmSyncTest() {
        super(TestDatabase.h2());
    }
}
