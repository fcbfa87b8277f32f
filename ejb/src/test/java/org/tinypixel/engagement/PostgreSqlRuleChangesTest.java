package org.tinypixel.engagement;

import org.tinypixel.database.TestDatabase;

final class PostgreSqlRuleChangesTest extends RuleChangesContract {
    PostgreSqlRuleChangesTest() {
        super(TestDatabase.postgreSql());
    }
}
