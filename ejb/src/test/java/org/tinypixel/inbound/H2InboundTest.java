package org.tinypixel.inbound;

import org.tinypixel.database.TestDatabase;

final class H2InboundTest extends InboundContract {
    H2InboundTest() {
        super(TestDatabase.h2());
    }
}
