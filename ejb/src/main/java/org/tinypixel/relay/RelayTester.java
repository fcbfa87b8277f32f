package org.tinypixel.relay;

import java.util.List;
import org.tinypixel.connect.Finding;

/** Looks whether a mail server can be used: connects, encrypts and signs in, and sends nothing. A CDI bean beside the protocol implements it. */
public interface RelayTester {
    /** What was met, step by step; free of BLOCK where mail can leave. Throws nothing for what happens at the other side; takes half a minute at most. */
    List<Finding> look(Relay.Server server);
}
