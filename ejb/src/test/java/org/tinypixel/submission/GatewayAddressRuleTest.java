package org.tinypixel.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.followup.Sequence;
import org.tinypixel.tracking.NewMessage;

final class GatewayAddressRuleTest {
    private static final Set<String> DOMAINS = Set.of("localhost", "t.example.com");

    private static List<EmailAddress> addresses(String... texts) {
        return Stream.of(texts).map(EmailAddress::of).toList();
    }

    private static GatewayAddressRule.Asked read(String... texts) {
        return GatewayAddressRule.read(addresses(texts), DOMAINS);
    }

    @Test
    void people_are_people_also_under_a_domain_of_the_gateway() {
        var asked = read("bob@example.org", "carla@t.example.com", "no-track@example.org", "followup-3x@localhost");
        assertThat(asked.people()).hasSize(4);
        assertThat(asked.switches()).isEmpty();
        assertThat(asked.track()).isNull();
        assertThat(asked.followUp()).isNull();
    }

    @Test
    void no_track_and_anonymous_say_what_is_tracked() {
        assertThat(read("bob@example.org", "No-Track@T.example.com").track())
                .isEqualTo(new NewMessage.Track(false, false, false, null));
        assertThat(read("bob@example.org", "anonymous@localhost").track())
                .isEqualTo(new NewMessage.Track(null, null, null, true));
        assertThat(read("bob@example.org", "anonymous@localhost", "no-track@localhost")
                        .track())
                .isEqualTo(new NewMessage.Track(false, false, false, null));
    }

    @ParameterizedTest
    @CsvSource({"followup-3d,3,DAYS", "followup-12h,12,HOURS", "followup-2w,14,DAYS", "FollowUp-365d,365,DAYS"})
    void a_follow_up_says_how_long_it_waits(String local, int amount, Sequence.Unit unit) {
        var asked = read("bob@example.org", local + "@localhost");
        assertThat(asked.followUp()).isEqualTo(new Sequence.Wait(amount, unit));
        assertThat(asked.people()).containsExactlyElementsOf(addresses("bob@example.org"));
        assertThat(asked.switches()).containsExactlyElementsOf(addresses(local + "@localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"followup-0d", "followup-366d", "followup-53w", "followup-8761h", "followup-999999999w"})
    void a_wait_of_nothing_or_of_more_than_a_year_is_refused(String local) {
        assertThat(GatewayAddressRule.refuse(EmailAddress.of(local + "@localhost"), DOMAINS))
                .contains("1 hour to 1 year");
        assertThatThrownBy(() -> read("bob@example.org", local + "@localhost")).isInstanceOf(Invalid.class);
    }

    @Test
    void two_different_waits_and_nobody_to_write_to_are_refused() {
        assertThatThrownBy(() -> read("bob@example.org", "followup-3d@localhost", "followup-4d@localhost"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("Two different");
        assertThat(read("bob@example.org", "followup-1w@localhost", "followup-7d@t.example.com")
                        .followUp())
                .isEqualTo(new Sequence.Wait(7, Sequence.Unit.DAYS));
        assertThatThrownBy(() -> read("no-track@localhost"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("no recipient");
    }
}
