package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class H2RuleChangesTest extends RuleChangesContract {
    H2RuleChangesTest() {
        super(TestDatabase.h2());
    }
}
