package org.tinypixel.inbound;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.tinypixel.base.Ids;

/** The name under which this process holds mailboxes; another one after each start, so that what died holds nothing for long. */
@Dependent
final class Node {
    private static final String THIS = Ids.next();

    private final String name;

    @Inject
    Node() {
        this(THIS);
    }

    Node(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }
}
