package org.tinypixel.outbox;

import org.tinypixel.database.TestDatabase;

final class H2OutboxRowsTest extends OutboxRowsContract {
    H2OutboxRowsTest() {
        super(TestDatabase.h2(), false);
    }
}
