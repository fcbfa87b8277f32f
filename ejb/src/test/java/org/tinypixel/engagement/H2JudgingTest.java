package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class H2JudgingTest extends JudgingContract {
    H2JudgingTest() {
        super(TestDatabase.h2());
    }
}
