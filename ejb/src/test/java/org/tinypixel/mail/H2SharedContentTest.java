package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class H2SharedContentTest extends SharedContentContract {
    H2SharedContentTest() {
        super(TestDatabase.h2(), false);
    }
}
