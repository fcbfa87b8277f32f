package org.tinypixel.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tinypixel.base.EmailAddress;

/** Whose mail leaves by which server. */
final class RelayRuleTest {
    private static final Relay ENVIRONMENT = relay(Relay.ENVIRONMENT, true, true);
    private static final Relay ANNA = relay("anna", false, true, "anna@example.com");
    private static final Relay COMPANY = relay("company", false, true, "example.com");
    private static final Relay SALES = relay("sales", false, true, "sales.example.com", "team@example.net");
    private static final List<Relay> ALL = List.of(ENVIRONMENT, ANNA, COMPANY, SALES);

    @ParameterizedTest
    @CsvSource({
        "anna@example.com, anna",
        "ANNA@Example.COM, anna",
        "bert@example.com, company",
        "anna@sales.example.com, sales",
        "anna@eu.sales.example.com, sales",
        "anna@other.example.com, company",
        "team@example.net, sales",
        "bert@example.net, environment",
        "anna@notexample.com, environment",
        "anna@example.com.evil.org, environment",
    })
    void the_address_wins_over_the_domain_and_the_longer_domain_over_the_shorter(String sender, String relay) {
        assertThat(RelayRule.choose(EmailAddress.of(sender), ALL).id()).isEqualTo(relay);
    }

    @Property(tries = 100)
    void the_order_of_the_relays_does_not_matter(@ForAll long seed) {
        var shuffled = new ArrayList<>(ALL);
        Collections.shuffle(shuffled, new Random(seed));
        for (var sender : List.of("anna@example.com", "b@example.com", "c@a.sales.example.com", "d@example.org")) {
            assertThat(RelayRule.choose(EmailAddress.of(sender), shuffled))
                    .isEqualTo(RelayRule.choose(EmailAddress.of(sender), ALL));
        }
    }

    @Test
    void a_default_of_ones_own_takes_what_nobody_else_does() {
        var own = relay("own", true, true);
        var environment = relay(Relay.ENVIRONMENT, false, true);
        assertThat(RelayRule.choose(EmailAddress.of("x@example.org"), List.of(environment, ANNA, own)))
                .isEqualTo(own);
    }

    @Test
    void mail_of_a_server_that_is_switched_off_waits_for_it_and_does_not_take_another_way() {
        var off = relay("off", false, false, "example.com");
        assertThat(RelayRule.choose(EmailAddress.of("b@example.com"), List.of(ENVIRONMENT, off)))
                .isEqualTo(off);
    }

    @Test
    void one_relay_must_be_the_default() {
        assertThatThrownBy(() -> RelayRule.choose(EmailAddress.of("b@example.org"), List.of(ANNA)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_server_that_stays_down_is_left_alone_for_longer_but_never_for_more_than_five_minutes() {
        assertThat(RestRule.rest(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(RestRule.rest(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(RestRule.rest(5)).isEqualTo(Duration.ofSeconds(160));
        assertThat(RestRule.rest(6)).isEqualTo(Duration.ofMinutes(5));
        assertThat(RestRule.rest(1_000_000)).isEqualTo(Duration.ofMinutes(5));
    }

    private static Relay relay(String id, boolean isDefault, boolean enabled, String... senders) {
        return new Relay(id, id, null, List.of(senders), isDefault, 0, 1, enabled);
    }
}
