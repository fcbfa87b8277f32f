package org.tinypixel.relay;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a connection to a mail server is encrypted. Wherever it is encrypted, the certificate is checked by the server's name. */
public enum Security {
    /** From the first byte (RFC 8314), usually port 465. */
    @JsonProperty("tls")
    TLS,
    /** By {@code STARTTLS} (RFC 3207); without it no mail is given. */
    @JsonProperty("starttls")
    STARTTLS,
    /** By {@code STARTTLS} where that is offered with a certificate that can be trusted, else in the clear; never with a password. */
    @JsonProperty("starttls-if-offered")
    STARTTLS_IF_OFFERED,
    /** In the clear; never with a password, unless the server is this machine. */
    @JsonProperty("none")
    NONE
}
