package org.tinypixel.routes.inbox;

/** The server answered a command with NO or BAD; the connection goes on. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String said;

    Refused(String said) {
        super(said);
        this.said = said;
    }

    /** Its own words. */
    String said() {
        return said;
    }
}
