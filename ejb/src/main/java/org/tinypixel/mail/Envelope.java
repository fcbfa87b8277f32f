package org.tinypixel.mail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;

/**
 * What a client asked of delivery for one copy, beyond its addresses.
 *
 * @param smtputf8 addresses or header need a server that takes UTF-8 in them (RFC 6531)
 * @param eightBit the content has octets above 127 (RFC 6152)
 * @param dsn wishes about delivery notices; null where the client had none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Envelope(
        boolean smtputf8, boolean eightBit, @Nullable Dsn dsn) {
    /** A mail without any wish. */
    public static final Envelope USUAL = new Envelope(false, false, null);

    /**
     * Delivery notices (RFC 3461), as the client wrote them.
     *
     * @param ret what a notice brings back; null where the client did not say
     * @param envid the client's own id for the mail, 1 to 100 characters of xtext
     * @param notifyOn when to notify; empty where the client did not say
     * @param orcpt the original recipient: address type, semicolon, xtext; at most 500 characters
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Dsn(
            @Nullable Return ret,
            @Nullable String envid,
            Set<Notify> notifyOn,
            @Nullable String orcpt) {
        public Dsn {
            notifyOn = notifyOn == null ? Set.of() : Set.copyOf(notifyOn);
        }
    }

    /** What a notice brings back of the mail ({@code RET}). */
    public enum Return {
        FULL,
        HDRS
    }

    /** When to notify ({@code NOTIFY}); {@code NEVER} stands alone. */
    public enum Notify {
        NEVER,
        SUCCESS,
        FAILURE,
        DELAY
    }

    /** Null for the usual, so that most rows carry nothing. */
    @Nullable
    String stored() {
        return equals(USUAL) ? null : Json.write(this);
    }

    static Envelope read(@Nullable String stored) {
        return stored == null ? USUAL : Json.read(stored, Envelope.class);
    }
}
