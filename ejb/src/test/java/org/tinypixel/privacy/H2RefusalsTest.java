package org.tinypixel.privacy;

import org.tinypixel.database.TestDatabase;

final class H2RefusalsTest extends RefusalsContract {
    H2RefusalsTest() {
        super(TestDatabase.h2());
    }
}
