package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTest {
    @ParameterizedTest
    @Tag("R5")
    @Tag("K3")
    @ValueSource(
            strings = {
                "",
                "http://",
                "https://",
                "https:///path",
                "//shop.example/",
                "/path",
                "ftp://shop.example/",
                "javascript:alert(1)",
                "data:text/html,x",
                "mailto:a@b.example",
                "https:shop.example",
                "http:/shop.example/",
                "https://user@shop.example/",
                "https://user:pass@shop.example/",
                "https://shop.example\\@evil.example/",
                "https://shop.example\\evil",
                "https://shop.example/a\r\nSet-Cookie: x",
                "https://shop.example/a\u0000",
                "https://shop.example/a\u0085b",
                "https://shop.example/\ud800",
                " https://shop.example/",
                "https://shop.example/ ",
                "https://sh op.example/",
                "https://shop.example:port/",
                "https://shop.example:999999/",
                "https://%73hop.example/",
                "https://fa\u00df.example/",
                "https://[::1/",
                "https://@/",
                "https://:80/",
                "https://<shop>/"
            })
    void nothing_else_is_a_destination(String text) {
        assertThat(Destination.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example",
        "HTTP://Shop.Example:8080/A?b=%2f#c, HTTP://Shop.Example:8080/A?b=%2f#c",
        "https://shop.example/a|b{c}?d=[e]&f=\"g\"<h>`i`^\\x%zz, https://shop.example/a|b{c}?d=[e]&f=\"g\"<h>`i`^\\x%zz",
        "https://shop.example/a b, https://shop.example/a%20b",
        "https://m\u00fcnchen.example/caf\u00e9?q=\u65e5#\ud83d\ude00, https://xn--mnchen-3ya.example/caf%C3%A9?q=%E6%97%A5#%F0%9F%98%80",
        "http://[2001:db8::1]:81/x, http://[2001:db8::1]:81/x",
        "http://127.0.0.1:9000/x?u=http://a@b/, http://127.0.0.1:9000/x?u=http://a@b/"
    })
    void its_location_is_what_a_browser_would_ask_for(String text, String location) {
        assertThat(new Destination(text).location()).isEqualTo(location);
    }

    @Property
    void whatever_is_taken_is_a_safe_header_and_survives_being_put_into_an_address(@ForAll String rest) {
        Destination.of("https://shop.example/" + rest).ifPresent(destination -> {
            assertThat(destination.location()).matches("[!-~]+").startsWith("https://shop.example/");
            assertThat(destination.encoded()).matches("[A-Za-z0-9._~%/-]+");
            assertThat(URLDecoder.decode(destination.encoded(), StandardCharsets.UTF_8))
                    .isEqualTo(destination.value());
        });
    }
}
