package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.HitId;
import org.tinypixel.hits.Neighbor;

final class CrowdRuleTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final Map<CopyId, EmailAddress> recipients = new HashMap<>();
    private final List<Neighbor> hits = new ArrayList<>();

    private void hit(String recipient, String address, double second) {
        var copy = CopyId.next();
        recipients.put(copy, EmailAddress.of(recipient + "@example.com"));
        var at = START.plusMillis((long) (second * 1000));
        hits.add(new Neighbor(HitId.next(), copy, "203.0.113.0/24", address, at, 0, 0));
    }

    private List<Integer> crowds() {
        var raised = new HashMap<HitId, Integer>();
        CrowdRule.raised(hits, recipients).forEach(hit -> raised.put(hit.hit(), hit.crowd()));
        return hits.stream().map(hit -> raised.getOrDefault(hit.hit(), 0)).toList();
    }

    @Test
    void a_window_of_a_minute_moves_over_the_hits_and_both_ends_belong_to_it() {
        for (var second : new double[] {0, 20, 40, 60, 100.001}) {
            hit("p" + second, "203.0.113.9", second);
        }
        assertThat(crowds()).containsExactly(4, 4, 4, 4, 0);
    }

    @Test
    void more_people_are_noted_in_steps_and_the_highest_step_counts() {
        for (var person = 0; person < 9; person++) {
            hit("p" + person, "203.0.113.9", person * 7.5);
        }
        assertThat(crowds())
                .as("the first eight within a minute, then the last eight")
                .containsOnly(8);
    }

    @Test
    void the_same_person_counts_once_and_other_addresses_count_apart() {
        hit("a", "203.0.113.9", 0);
        hit("a", "203.0.113.9", 1);
        hit("b", "203.0.113.9", 2);
        hit("c", "203.0.113.9", 3);
        hit("d", "203.0.113.10", 4);
        assertThat(crowds()).containsOnly(0);
    }

    @Test
    void the_first_half_of_an_ipv6_address_is_one_line() {
        hit("a", "2001:db8:1:2::1", 0);
        hit("b", "2001:db8:1:2::2", 1);
        hit("c", "2001:db8:1:2:ffff::3", 2);
        hit("d", "2001:db8:1:2::4", 3);
        assertThat(crowds()).containsOnly(4);
        recipients.clear();
        assertThat(crowds()).as("nobody knows whose mails they were").containsOnly(0);
    }

    @Test
    void an_address_that_is_shortened_already_tells_nobody_apart() {
        for (var person = 0; person < 5; person++) {
            hit("p" + person, "203.0.113.0/24", person * 5.0);
        }
        assertThat(crowds()).containsOnly(0);
    }
}
