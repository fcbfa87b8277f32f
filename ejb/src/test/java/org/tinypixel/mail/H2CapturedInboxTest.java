package org.tinypixel.mail;

import org.tinypixel.database.TestDatabase;

final class H2CapturedInboxTest extends CapturedInboxContract {
    H2CapturedInboxTest() {
        super(TestDatabase.h2(), false);
    }
}
