package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What hits mean, in the whole server: marks of the style sheet, the page of rules, lists of networks in the home. */
class RulesIT {
    private static final String THUNDERBIRD =
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0";

    private static String address(String html, String rule) {
        var found = Pattern.compile(Pattern.quote(rule) + "\\{background-image:url\\(([^)]+)\\)")
                .matcher(html);
        assertThat(found.find()).as(rule + " in " + html).isTrue();
        return found.group(1);
    }

    @Test
    void a_forwarded_and_a_printed_mail_say_so_and_the_rules_are_listed() throws Exception {
        try (var server = TinypixelServer.start(Map.of("TINYPIXEL_STYLE_MARKS", "on"))) {
            var api = new ApiClient(server);
            var sent = api.post(
                    "/messages",
                    "{\"from\":\"anna@example.com\",\"to\":[{\"email\":\"bob@example.org\"}],\"subject\":\"Offer\",\"send\":false,\"html\":\"<p>Hi</p>\"}");
            assertThat(sent.status()).isEqualTo(201);
            var html = sent.at("/copies/0/html").asText();
            api.asMailClient(sent.at("/copies/0/openUrl").asText(), THUNDERBIRD);
            api.asMailClient(address(html, ".moz-forward-container #tpx-m"), THUNDERBIRD);
            var path = "/messages/" + sent.at("/id").asText();
            var seen = ApiClient.eventually(
                    () -> api.get(path),
                    answer ->
                            answer.at("/copies/0/forwarded/likelihood").asText().equals("yes"));
            assertThat(seen.at("/copies/0/forwarded/likelihood").asText()).isEqualTo("yes");
            assertThat(seen.at("/copies/0/opens/human").asInt()).isEqualTo(1);

            var rules = api.get("/rules");
            assertThat(rules.status()).isEqualTo(200);
            assertThat(rules.at("/rules/0/rule").asText()).isEqualTo("test-copy");
            assertThat(rules.at("/version").asInt())
                    .isEqualTo(rules.at("/inForce").asInt());
            assertThat(rules.at("/change").isNull()).isTrue();
            assertThat(rules.at("/networks").size()).isEqualTo(2);
            assertThat(api.post("/rules/apply", "{}").status()).isEqualTo(409);

            assertThat(new String(
                            api.asMailClient("http://localhost/robots.txt", THUNDERBIRD)
                                    .body(),
                            StandardCharsets.UTF_8))
                    .contains("Disallow: /");

            server.stop();
            var folder = Files.createDirectories(server.home().resolve("networks"));
            Files.writeString(folder.resolve("own.csv"), "203.0.113.0/24,Example,filter,certain,our observation\n");
            Files.writeString(folder.resolve("goog.json"), "not what it should be");
            server.startAgain();
            var again = api.get("/rules");
            assertThat(again.at("/networks/0/name").asText()).isEqualTo("own.csv");
            assertThat(again.at("/networks/0/installed").asBoolean()).isTrue();
            assertThat(again.at("/networkProblems/0").asText()).startsWith("goog.json");
        }
    }
}
