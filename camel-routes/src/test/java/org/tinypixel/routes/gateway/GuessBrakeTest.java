package org.tinypixel.routes.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class GuessBrakeTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private final GuessBrake brake = new GuessBrake();

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private void fail(String peer, String user, int times) {
        for (var i = 0; i < times; i++) {
            brake.failed(address(peer), user, NOW);
        }
    }

    private Duration pause(String peer, String user, Instant when) {
        return brake.pause(address(peer), user, when);
    }

    @Test
    void the_fifth_wrong_password_costs_time_and_each_further_one_twice_as_much() {
        fail("192.0.2.1", "anna", 4);
        assertThat(pause("192.0.2.1", "anna", NOW)).isZero();
        fail("192.0.2.1", "anna", 1);
        assertThat(pause("192.0.2.1", "ANNA", NOW)).isEqualTo(Duration.ofSeconds(2));
        fail("192.0.2.1", "anna", 2);
        assertThat(pause("192.0.2.1", "anna", NOW)).isEqualTo(Duration.ofSeconds(8));
        assertThat(pause("192.0.2.1", "anna", NOW.plusSeconds(8))).isZero();
        fail("192.0.2.1", "anna", 100);
        assertThat(pause("192.0.2.1", "anna", NOW)).isEqualTo(Duration.ofMinutes(15));
        assertThat(pause("192.0.2.1", "anna", NOW.plus(Duration.ofHours(2)))).isZero();
    }

    @Test
    void others_are_not_held_up_and_success_ends_it() {
        fail("192.0.2.1", "anna", 9);
        assertThat(pause("192.0.2.1", "bert", NOW)).isZero();
        assertThat(pause("192.0.2.2", "anna", NOW)).isZero();
        brake.succeeded(address("192.0.2.1"), "anna");
        assertThat(pause("192.0.2.1", "anna", NOW)).isZero();
    }

    @Test
    void all_of_an_ipv6_network_is_one() {
        fail("2001:db8::1", "anna", 9);
        assertThat(pause("2001:db8::2:3", "anna", NOW)).isPositive();
        assertThat(pause("2001:db8:0:1::1", "anna", NOW)).isZero();
    }

    @Test
    void it_remembers_a_bounded_number() {
        fail("192.0.2.1", "anna", 9);
        for (var i = 0; i < 10_000; i++) {
            fail("192.0.2.1", "user" + i, 1);
        }
        assertThat(pause("192.0.2.1", "anna", NOW)).isZero();
    }
}
