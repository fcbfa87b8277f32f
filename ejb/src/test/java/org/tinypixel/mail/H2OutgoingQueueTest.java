package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class H2OutgoingQueueTest extends OutgoingQueueContract {
    H2OutgoingQueueTest() {
        super(TestDatabase.h2(), false);
    }
}
