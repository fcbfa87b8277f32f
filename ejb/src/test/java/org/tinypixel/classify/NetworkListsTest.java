package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkListsTest {
    private static final NetworkLookup BUNDLED = NetworkLists.with(List.of());

    @ParameterizedTest
    @CsvSource({
        "66.249.84.11,GOOGLE",
        "2a00:1450:4001:800::1,GOOGLE",
        "::ffff:66.249.84.11,GOOGLE",
        "40.94.30.12,MICROSOFT",
        "40.92.10.4,FILTER",
        "104.47.1.9,FILTER",
        "2a01:111:f403::1,FILTER",
        "209.222.82.15,FILTER",
        "67.231.152.1,PROBABLE_FILTER",
        "207.211.31.5,PROBABLE_FILTER",
        "17.58.98.3,APPLE",
        "172.225.1.4,PRIVATE_RELAY",
        "34.201.3.4,HOSTING",
        "95.216.4.4,HOSTING",
        "127.0.0.1,LOCAL",
        "192.168.4.4,LOCAL",
        "::1,LOCAL",
        "fd12::4,LOCAL",
        "193.171.1.1,UNKNOWN"
    })
    void an_address_has_the_class_that_its_owner_publishes(String address, NetworkClass type) {
        assertThat(BUNDLED.of(address).type()).isEqualTo(type);
    }

    @Test
    void the_country_comes_from_the_registries() {
        assertThat(BUNDLED.of("193.171.1.1").country()).isEqualTo("AT");
        assertThat(BUNDLED.of("2001:628::1").country()).isEqualTo("AT");
        assertThat(BUNDLED.of("192.168.1.1").country()).isNull();
    }

    @Test
    void what_is_no_address_is_no_network_and_no_failure() {
        for (var text : new String[] {null, "", "unknown", "example.org", "1.2.3", "1.2.3.4.5", "*", "a".repeat(500)}) {
            assertThat(BUNDLED.of(text)).isEqualTo(Network.NONE);
        }
    }

    @Test
    void a_shortened_address_keeps_its_network() {
        assertThat(BUNDLED.of("40.92.10.0/24").type()).isEqualTo(NetworkClass.FILTER);
        assertThat(BUNDLED.of("2a00:1450:4001::/48").type()).isEqualTo(NetworkClass.GOOGLE);
    }

    @Test
    void one_providers_addresses_are_one_group_and_neighbors_at_home_too() {
        assertThat(BUNDLED.of("66.249.84.11").group())
                .isEqualTo(BUNDLED.of("74.125.1.1").group());
        assertThat(BUNDLED.of("193.171.1.1").group())
                .isEqualTo(BUNDLED.of("193.171.200.9").group());
        assertThat(BUNDLED.of("193.171.1.1").group())
                .isNotEqualTo(BUNDLED.of("193.172.1.1").group());
    }
}
