package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule with a request as it is really sent: time after 09:00 delivery, network, agent, and what the rule says. */
final class SingleRulesTest {
    private static final String PROOFPOINT_LOOKALIKE = Story.CHROME;

    static Stream<Arguments> loads() {
        return Stream.of(
                arguments("google-proxy", "human medium", "10:00:00", NetworkClass.GOOGLE, Story.GMAIL),
                arguments("google-proxy-very-early", "human low", "09:00:02", NetworkClass.GOOGLE, Story.GMAIL),
                arguments("google-proxy", "human low", "10:00:00", NetworkClass.LOCAL, Story.GMAIL),
                arguments("forged-proxy-agent", "machine low", "10:00:00", NetworkClass.RESIDENTIAL, Story.GMAIL),
                arguments("gmail-prefetch", "machine high", "09:00:01", NetworkClass.GOOGLE, Story.GMAIL_AHEAD),
                arguments("gmail-prefetch", "machine medium", "10:00:00", NetworkClass.HOSTING, Story.GMAIL_AHEAD),
                arguments(
                        "yahoo-proxy",
                        "human medium",
                        "10:00:00",
                        NetworkClass.YAHOO,
                        "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html"),
                arguments(
                        "provider-proxy",
                        "human medium",
                        "10:00:00",
                        NetworkClass.UNKNOWN,
                        "Mozilla/5.0 SeznamEmailProxy/2.0.174"),
                arguments(
                        "superhuman-proxy",
                        "human high",
                        "10:00:00",
                        NetworkClass.GOOGLE,
                        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 (via SuperhumanProxy; hello@superhuman.com)"),
                arguments("microsoft-proxy", "human low", "10:00:00", NetworkClass.MICROSOFT, Story.CHROME),
                arguments("mail-filter-network", "machine medium", "09:01:00", NetworkClass.MICROSOFT, Story.CHROME),
                arguments("mail-filter-network", "machine high", "12:00:00", NetworkClass.FILTER, Story.THUNDERBIRD),
                arguments(
                        "mail-filter-network",
                        "machine medium",
                        "12:00:00",
                        NetworkClass.PROBABLE_FILTER,
                        PROOFPOINT_LOOKALIKE),
                arguments("privacy-proxy", "machine high", "20:00:00", NetworkClass.PRIVATE_RELAY, "Mozilla/5.0"),
                arguments("privacy-proxy-by-agent", "machine medium", "20:00:00", NetworkClass.UNKNOWN, "Mozilla/5.0"),
                arguments(
                        "privacy-proxy-by-network",
                        "machine medium",
                        "20:00:00",
                        NetworkClass.PRIVATE_RELAY,
                        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"),
                arguments(
                        "person",
                        "human high",
                        "20:00:00",
                        NetworkClass.BUSINESS,
                        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"),
                arguments(
                        "robot-agent",
                        "machine high",
                        "10:00:00",
                        NetworkClass.UNKNOWN,
                        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"),
                arguments("robot-agent", "machine high", "10:00:00", NetworkClass.UNKNOWN, "curl/8.5.0"),
                arguments("early-hosting", "machine medium", "09:00:09", NetworkClass.HOSTING, Story.CHROME),
                arguments("person-on-server-network", "human low", "10:00:00", NetworkClass.HOSTING, Story.CHROME),
                arguments("person", "human high", "10:00:00", NetworkClass.UNKNOWN, Story.THUNDERBIRD),
                arguments(
                        "person",
                        "human high",
                        "10:00:00",
                        NetworkClass.BUSINESS,
                        "Microsoft Office/16.0 (Microsoft Outlook Mail 16.0.8008; Pro)"),
                arguments("before-delivery", "machine high", "08:59:59", NetworkClass.UNKNOWN, Story.CHROME),
                arguments("no-agent", "machine medium", "10:00:00", NetworkClass.UNKNOWN, ""),
                arguments("no-agent", "machine medium", "10:00:00", NetworkClass.UNKNOWN, "Mozilla"),
                arguments("unknown", "machine low", "10:00:00", NetworkClass.UNKNOWN, "XQ 7/zz; (what)"));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void a_load_is_judged_by_its_rule(String key, String verdict, String time, NetworkClass network, String agent) {
        var judged = new Story().load(time, network, agent).last();
        assertThat(judged.rule()).isEqualTo(key);
        assertThat((judged.verdict() + " " + judged.confidence()).toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(verdict);
        assertThat(judged.reason()).endsWith(".").isNotBlank();
    }

    @Test
    void a_browser_that_fetches_ahead_is_no_person_whichever_header_says_so() {
        for (var header : new String[][] {
            {"sec-purpose", "prefetch;prerender"},
            {"purpose", "prefetch"},
            {"x-purpose", "preview"},
            {"x-moz", "prefetch"}
        }) {
            var judged = new Story()
                    .with(header[0], header[1], "10:00:00", NetworkClass.RESIDENTIAL, Story.CHROME)
                    .last();
            assertThat(judged.rule()).isEqualTo("browser-prefetch");
        }
    }

    @Test
    void clicks_behind_filters_and_right_after_delivery_are_weighed() {
        assertThat(new Story()
                        .click(0, "10:00:00", NetworkClass.PROBABLE_FILTER, Story.CHROME)
                        .last()
                        .rule())
                .isEqualTo("isolated-browser");
        assertThat(new Story()
                        .click(0, "09:00:25", NetworkClass.BUSINESS, Story.CHROME)
                        .last()
                        .rule())
                .isEqualTo("early-click");
        assertThat(new Story()
                        .click(0, "10:00:00", NetworkClass.MICROSOFT, Story.CHROME)
                        .last()
                        .confidence())
                .isEqualTo(Confidence.LOW);
        assertThat(new Story()
                        .click(0, "10:00:00", NetworkClass.UNKNOWN, "XQ 7/zz; (what)")
                        .last()
                        .verdict())
                .as("a lost click is lost silently")
                .isEqualTo(Verdict.HUMAN);
    }

    @Test
    void both_of_two_links_within_seconds_are_a_person_unless_something_else_speaks_against_it() {
        assertThat(new Story()
                        .links(2)
                        .click(0, "10:00:00", NetworkClass.RESIDENTIAL, Story.CHROME)
                        .click(1, "10:00:04", NetworkClass.RESIDENTIAL, Story.CHROME)
                        .fold()
                        .clicks())
                .isEqualTo(2);
        assertThat(new Story()
                        .links(2)
                        .click(0, "10:00:00", NetworkClass.HOSTING, Story.CHROME)
                        .click(1, "10:00:04", NetworkClass.HOSTING, Story.CHROME)
                        .fold()
                        .clicks())
                .isZero();
    }

    @Test
    void three_of_many_links_within_ten_seconds_are_a_scanner_also_the_first_of_them() {
        var seen = new Story()
                .links(9)
                .click(0, "10:00:00", NetworkClass.RESIDENTIAL, Story.CHROME)
                .click(4, "10:00:04", NetworkClass.RESIDENTIAL, Story.CHROME)
                .click(8, "10:00:09", NetworkClass.RESIDENTIAL, Story.CHROME)
                .fold();
        assertThat(seen.clicks()).isZero();
        assertThat(seen.hits()).extracting(JudgedHit::rule).containsOnly("all-links-at-once");
    }
}
