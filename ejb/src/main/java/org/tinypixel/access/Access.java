package org.tinypixel.access;

import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.UserId;

/** Who somebody is, and whose mails that person sees. */
@Stateless
public class Access {
    /** How to recognize people of the organisation at a pixel: see {@link org.tinypixel.access.Access#own}. */
    public record OwnMarks(Set<String> sessions, Set<String> devices) {}

    /** Sessions (SHA-256 of the cookie, base64url) and devices (address, line feed, user agent) of everybody who signed in within the last 30 days. */
    public OwnMarks own(Instant now) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** The active user with this address, for trusted code inside the application. */
    public Optional<UserId> userOf(EmailAddress address) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** A viewer for a user, for trusted code that acts on the user's behalf later (follow-ups, report mails). */
    public Viewer viewer(UserId user) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
