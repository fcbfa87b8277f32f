package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class H2EngagementTest extends EngagementContract {
    H2EngagementTest() {
        super(TestDatabase.h2());
    }
}
