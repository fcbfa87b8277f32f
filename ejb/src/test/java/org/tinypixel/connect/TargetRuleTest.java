package org.tinypixel.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("W2")
final class TargetRuleTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException noLiteral) {
            throw new IllegalArgumentException(noLiteral);
        }
    }

    private static TargetRule.Verdict judge(String host, List<String> internal, String... answers) {
        return TargetRule.judge(
                host, List.of(answers).stream().map(TargetRuleTest::address).toList(), internal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.1.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "2002:a00:1::",
                "2001:0:1::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void addresses_that_lead_inside_are_refused(String inside) {
        assertThat(judge("crm.example.com", List.of(), inside)).isInstanceOf(TargetRule.Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "11.0.0.1"})
    void public_addresses_may_be_reached(String outside) {
        assertThat(judge("crm.example.com", List.of(), outside)).isEqualTo(new TargetRule.Verdict.Allowed(false));
    }

    @Test
    void one_inside_address_among_many_is_enough_to_refuse() {
        assertThat(judge("crm.example.com", List.of(), "93.184.216.34", "10.0.0.1"))
                .isInstanceOf(TargetRule.Verdict.Refused.class);
    }

    @Test
    void listed_networks_and_names_may_be_reached() {
        assertThat(judge("x", List.of("10.0.0.0/8"), "10.1.2.3")).isEqualTo(new TargetRule.Verdict.Allowed(true));
        assertThat(judge("CRM.internal", List.of("crm.internal"), "192.168.1.1"))
                .isEqualTo(new TargetRule.Verdict.Allowed(true));
        assertThat(judge("other.internal", List.of("crm.internal"), "192.168.1.1"))
                .isInstanceOf(TargetRule.Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "::ffff:169.254.169.254", "fd00:ec2::254"})
    void the_metadata_service_is_never_asked_whatever_is_listed(String metadata) {
        assertThat(judge("x", List.of("x", "0.0.0.0/0", "::/0"), metadata))
                .isInstanceOf(TargetRule.Verdict.Refused.class);
    }
}
