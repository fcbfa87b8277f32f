package org.tinypixel.privacy;

import jakarta.ejb.Stateless;
import java.time.Instant;
import java.util.Optional;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;

/** Who gets no mail and who is not tracked. */
@Stateless
public class Privacy {
    /** {@code mail}: gets no more mail; {@code tracking}: is not tracked. */
    public enum Kind {
        @com.fasterxml.jackson.annotation.JsonProperty("mail")
        MAIL,
        @com.fasterxml.jackson.annotation.JsonProperty("tracking")
        TRACKING
    }

    /** One refusal. */
    public record Suppression(String id, EmailAddress email, Kind kind, String note, Instant since) {}

    /** Why this address must get no mail, as a sentence; empty where it may. */
    public Optional<String> refusesMail(EmailAddress address) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Why this address must not be tracked, as a phrase behind "Not tracked: "; empty where it may. */
    public Optional<String> refusesTracking(EmailAddress address) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** Adds a refusal; one that is there already stays as it is. */
    public Suppression add(Viewer viewer, EmailAddress address, Kind kind, String note) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    public void remove(Viewer viewer, String id) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    public Page<Suppression> list(Viewer viewer, PageRequest page) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
