package org.tinypixel.web.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.tracking.Minted;

@Tag("K9")
final class ClientAddressTest {
    private static String of(String peer, Map<String, List<String>> headers, String... proxies) {
        return new ClientAddress(Minted.settings(proxies)).of(peer, name -> headers.getOrDefault(name, List.of()));
    }

    private static String forwarded(String value) {
        return of("10.0.0.9", Map.of("X-Forwarded-For", List.of(value)), "10.0.0.0/8", "2001:db8::/32");
    }

    @Test
    void who_is_no_trusted_proxy_is_the_client_whatever_it_says() {
        assertThat(of("198.51.100.1", Map.of("X-Forwarded-For", List.of("1.2.3.4")), "10.0.0.0/8"))
                .isEqualTo("198.51.100.1");
        assertThat(of("10.0.0.9", Map.of("X-Forwarded-For", List.of("1.2.3.4"))))
                .isEqualTo("10.0.0.9");
    }

    @Test
    void behind_trusted_proxies_the_nearest_other_address_is_the_client() {
        assertThat(forwarded("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(forwarded("1.2.3.4, 203.0.113.7, 10.1.1.1")).isEqualTo("203.0.113.7");
        assertThat(forwarded("203.0.113.7, 2001:db8::1")).isEqualTo("203.0.113.7");
        assertThat(of("10.0.0.9", Map.of("X-Forwarded-For", List.of("1.2.3.4", "203.0.113.7")), "10.0.0.0/8"))
                .isEqualTo("203.0.113.7");
        assertThat(forwarded("10.2.2.2, 10.1.1.1")).isEqualTo("10.2.2.2");
    }

    @Test
    void what_is_no_address_ends_the_reading() {
        assertThat(forwarded("1.2.3.4, unknown, 10.1.1.1")).isEqualTo("10.1.1.1");
        assertThat(forwarded("")).isEqualTo("10.0.0.9");
        assertThat(forwarded("1.2.3.0/24")).isEqualTo("10.0.0.9");
        assertThat(forwarded("1.2.3.*")).isEqualTo("10.0.0.9");
    }

    @Test
    void ports_brackets_and_long_forms_are_understood() {
        assertThat(forwarded("203.0.113.7:1234")).isEqualTo("203.0.113.7");
        assertThat(forwarded("[2a00:0:0::1]:1234")).isEqualTo("2a00::1");
        assertThat(forwarded("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("0:0:0:0:0:0:0:1", Map.of())).isEqualTo("::1");
        assertThat(of("fe80::1%eth0", Map.of())).isEqualTo("fe80::1");
    }

    @Test
    void the_standard_header_is_read_where_the_other_is_missing() {
        var headers = Map.of("Forwarded", List.of("for=1.2.3.4;proto=https, For=\"[2a00::1]:99\";by=10.0.0.1"));
        assertThat(of("10.0.0.9", headers, "10.0.0.0/8")).isEqualTo("2a00::1");
    }
}
