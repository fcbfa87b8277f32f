package org.tinypixel.inbound;

import java.util.List;
import org.tinypixel.connect.Finding;

/** Looks whether a mailbox can be read: connects, encrypts, signs in, opens each folder for reading only. A CDI bean beside the protocol implements it. */
public interface MailboxTester {
    /** What was met, step by step; free of BLOCK where it can be read. Throws nothing for what happens at the other side; takes half a minute at most. */
    List<Finding> look(Mailbox mailbox);
}
