package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class H2HandOverTest extends HandOverContract {
    H2HandOverTest() {
        super(TestDatabase.h2(), false);
    }
}
