package org.tinypixel.routes.gateway;

import java.util.Optional;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;

/** What a session asks the application. Every question is answered within half a minute, if need be with "not now". */
interface Desk {
    /** Not now: the answer says why, and asks to try later. */
    final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Reply reply;

        NotNow(Reply reply) {
            super(String.join(" ", reply.lines()));
            this.reply = reply;
        }

        Reply reply() {
            return reply;
        }
    }

    Optional<Viewer> signIn(String user, String key) throws NotNow;

    /** Why this address gets no mail, as a sentence. */
    Optional<String> refuses(EmailAddress recipient) throws NotNow;

    /** Nothing where a mail of this size can be stored now. */
    void mustHaveRoom(long octets) throws NotNow;

    /** Takes the mail, or says why not. A 250 is given only for a mail that is on disk. */
    Reply accept(Draft draft);
}
