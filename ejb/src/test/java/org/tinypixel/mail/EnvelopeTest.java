package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {
    @Test
    void what_a_client_asked_for_survives_being_stored() {
        var full = new Envelope(
                true,
                true,
                new Envelope.Dsn(
                        Envelope.Return.HDRS,
                        "QQ314159",
                        Set.of(Envelope.Notify.FAILURE, Envelope.Notify.DELAY),
                        "rfc822;bob+2B1@example.org"));
        assertThat(Envelope.read(full.stored())).isEqualTo(full);
        var half = new Envelope(false, true, new Envelope.Dsn(null, null, Set.of(Envelope.Notify.NEVER), null));
        assertThat(Envelope.read(half.stored())).isEqualTo(half);
    }

    @Test
    void a_mail_without_wishes_stores_nothing() {
        assertThat(Envelope.USUAL.stored()).isNull();
        assertThat(Envelope.read(null)).isEqualTo(Envelope.USUAL);
    }
}
