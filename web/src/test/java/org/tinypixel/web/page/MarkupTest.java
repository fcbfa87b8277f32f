package org.tinypixel.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MarkupTest {
    @Test
    void a_text_of_somebody_else_is_no_markup_and_hides_nothing() {
        assertThat(Markup.escaped("<script>\u202egnp&\"'", 500)).isEqualTo("&lt;script&gt;\ufffdgnp&amp;&quot;&#39;");
        assertThat(Markup.escaped("a\u2028b\u0007c\ud83d\ude00\ud800", 500))
                .isEqualTo("a\ufffdb\ufffdc\ud83d\ude00\ufffd");
        assertThat(Markup.escaped("\ud83d\ude00<<<", 2)).isEqualTo("\ud83d\ude00&lt;");
    }

    /** The hash is the one that {@code printf 'p{}' | openssl dgst -sha256 -binary | base64} gives. */
    @Test
    void a_page_may_hold_its_own_style_and_nothing_else() {
        assertThat(Markup.policy("p{}", "'none'"))
                .isEqualTo(
                        "default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; form-action 'none'; base-uri 'none';"
                                + " frame-ancestors 'none'");
    }
}
