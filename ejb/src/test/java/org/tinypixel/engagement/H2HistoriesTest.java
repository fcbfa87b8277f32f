package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class H2HistoriesTest extends HistoriesContract {
    H2HistoriesTest() {
        super(TestDatabase.h2());
    }
}
