package org.tinypixel.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the SMTP gateway listens, told by it and read by screens. */
@ApplicationScoped
public class GatewayState {
    private volatile View view = new View(null, null, null, null);

    /**
     * What people must know to send through it.
     *
     * @param port where it listens with STARTTLS; null where it does not
     * @param tlsPort where it listens with TLS from the first byte; null where it does not
     * @param certificate what it shows; null where it listens nowhere
     * @param trouble what went wrong at the start, as a sentence; null for nothing
     */
    public record View(
            @Nullable Integer port,
            @Nullable Integer tlsPort,
            @Nullable Certificate certificate,
            @Nullable String trouble) {}

    /**
     * The certificate that mail programs see.
     *
     * @param sha256 its fingerprint, as mail programs show it
     * @param ownMade made by this server, so that mail programs ask whether to trust it
     */
    public record Certificate(String sha256, Instant validUntil, boolean ownMade) {}

    public View view() {
        return view;
    }

    /** Tells the state as it is from now on. */
    public void tell(View now) {
        view = now;
    }
}
