package org.tinypixel.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.FreePort;

/** The pages of recipients on a real PostgreSQL, and while that is away. */
@Tag("K11")
class RecipientPagesIT {
    private static final Pattern STOP = Pattern.compile("(?m)^List-Unsubscribe: <([^>]+)>\r?$");
    private static final Pattern ABOUT = Pattern.compile("href=\"([^\"]+/t/a/[^\"?]+)");
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path folder;

    @Test
    @Tag("D5")
    @Tag("D10")
    @Tag("F3")
    void a_recipient_stops_mail_and_tracking_and_asks_questions() throws Exception {
        var port = FreePort.next();
        var database = postgres(port);
        try (var server = TinypixelServer.start(Map.of(
                "TINYPIXEL_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "TINYPIXEL_DB_USER",
                "postgres"))) {
            var api = new ApiClient(server);
            aLookChangesNothing(api);
            oneClickStopsMailAtOnce(api);
            aButtonStopsTrackingOfMailsAlreadySent(api);
            questionsReachAnAdministrator(api);
            otherAddressesGetTheGeneralPage(api);

            var sent = sent(api, "dora@example.org");
            database.close();
            var page = get(sent.stop(), "en");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Stop these e-mails").doesNotContain("anna@example.com");
            assertThat(post(sent.stop(), "wish=tracking").statusCode()).isEqualTo(503);
            assertThat(post(sent.stop(), "List-Unsubscribe=One-Click").statusCode())
                    .isEqualTo(200);
            database = postgres(port);
            assertThat(ApiClient.eventually(() -> refusals(api), text -> text.contains("dora@example.org")))
                    .contains("dora@example.org");
        } finally {
            database.close();
        }
    }

    private void aLookChangesNothing(ApiClient api) throws Exception {
        var sent = sent(api, "bob@example.org");
        for (var language : Map.of("en", "Stop these e-mails", "de", "abbestellen", "fr", "Ne plus recevoir")
                .entrySet()) {
            var page = get(sent.stop(), language.getKey());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(language.getValue())
                    .contains("anna@example.com")
                    .doesNotContain("<script");
            assertThat(page.headers().map().keySet()).noneMatch(name -> name.equalsIgnoreCase("Set-Cookie"));
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'");
        }
        for (var method : new String[] {"HEAD", "OPTIONS"}) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(sent.stop()))
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(get(about(sent), "en").body()).contains("What is recorded").contains("Counted links in it: 1.");
        assertThat(refusals(api)).doesNotContain("bob@example.org");
        assertThat(post(sent.stop(), "anything=else").statusCode()).isEqualTo(400);
    }

    private void oneClickStopsMailAtOnce(ApiClient api) throws Exception {
        var sent = sent(api, "carl@example.org");
        for (var time = 0; time < 2; time++) {
            var answer = post(sent.stop(), "List-Unsubscribe=One-Click");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("You will get no more of these e-mails");
        }
        assertThat(refusals(api)).containsOnlyOnce("carl@example.org");
        assertThat(send(api, "carl@example.org").status()).isEqualTo(400);
        assertThat(ApiClient.eventually(
                        () -> api.get("/messages/" + sent.id())
                                .at("/copies/0/flags")
                                .toString(),
                        flags -> flags.contains("Unsubscribed")))
                .contains("Unsubscribed");

        var boundary = "b0undary";
        var form =
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--"
                        + boundary + "--\r\n";
        var other = sent(api, "carla@example.org");
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(other.stop()))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(refusals(api)).contains("carla@example.org");
    }

    private void aButtonStopsTrackingOfMailsAlreadySent(ApiClient api) throws Exception {
        var sent = sent(api, "emil@example.org");
        assertThat(post(about(sent), "wish=tracking").body()).contains("Nothing more is recorded");
        assertThat(api.asMailClient(sent.pixel(), THUNDERBIRD).statusCode()).isEqualTo(200);
        assertThat(api.asMailClient(sent.link(), THUNDERBIRD).statusCode()).isEqualTo(302);
        // A hit of somebody else that came later is counted, so these were looked at and left out.
        var other = sent(api, "otto@example.org");
        api.asMailClient(other.pixel(), THUNDERBIRD);
        api.copyWithStatus(other.id(), "opened");
        var copy = api.get("/messages/" + sent.id()).at("/copies/0");
        assertThat(copy.at("/opens/human").asInt()
                        + copy.at("/opens/machine").asInt()
                        + copy.at("/clicks/human").asInt())
                .isZero();
        var later = send(api, "emil@example.org").at("/id").asText();
        assertThat(api.copyWithStatus(later, "not-tracked").at("/statusReason").asText())
                .contains("opted out");
    }

    private void questionsReachAnAdministrator(ApiClient api) throws Exception {
        var sent = sent(api, "fred@example.org");
        assertThat(post(about(sent), "wish=data").statusCode()).isEqualTo(200);
        assertThat(post(about(sent), "wish=data").statusCode()).isEqualTo(200);
        assertThat(post(about(sent), "wish=erasure").statusCode()).isEqualTo(200);
        var requests = api.get("/privacy/requests");
        assertThat(requests.at("/items")).hasSize(2);
        var done = api.post("/privacy/requests/" + requests.at("/items/0/id").asText() + "/done", "");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.at("/doneAt").isTextual()).isTrue();
    }

    private void otherAddressesGetTheGeneralPage(ApiClient api) throws Exception {
        var sent = sent(api, "gina@example.org");
        var token = sent.stop().substring(sent.stop().lastIndexOf('/') + 1);
        var base = sent.stop().substring(0, sent.stop().indexOf("/t/u/"));
        for (var address : new String[] {
            base + "/t/a/" + token,
            base + "/t/u/" + token.substring(1),
            base + "/t/u/" + sent.pixel().replaceAll(".*/t/o/(.*)\\.gif", "$1"),
            base + "/t/u/",
            base + "/t/u"
        }) {
            var page = get(address, "en");
            assertThat(page.statusCode()).as(address).isEqualTo(404);
            assertThat(page.body()).contains("reply to the e-mail");
            assertThat(post(address, "List-Unsubscribe=One-Click").statusCode()).isEqualTo(404);
        }
        assertThat(refusals(api)).doesNotContain("gina@example.org");
    }

    private record Sent(String id, String stop, String pixel, String link) {}

    private static ApiClient.Answer send(ApiClient api, String to) {
        return api.post(
                "/messages",
                "{\"from\": \"anna@example.com\", \"to\": [{\"email\": \"" + to
                        + "\"}], \"subject\": \"x\", \"html\": \"<p><a href='https://shop.example/'>shop</a></p>\"}");
    }

    private static Sent sent(ApiClient api, String to) {
        var sent = send(api, to);
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        var id = sent.at("/id").asText();
        api.copyWithStatus(id, "not-seen");
        for (var mail : api.get("/captured?limit=100").at("/items")) {
            if (mail.toString().contains(to)) {
                var raw = new String(api.bytes("/captured/" + mail.at("/id").asText() + "/raw"), UTF_8);
                var stop = STOP.matcher(raw);
                assertThat(stop.find()).as(raw).isTrue();
                return new Sent(
                        id,
                        stop.group(1),
                        sent.at("/copies/0/openUrl").asText(),
                        sent.at("/copies/0/links/0/trackedUrl").asText());
            }
        }
        throw new AssertionError("not captured: " + to);
    }

    private String about(Sent sent) throws Exception {
        var link = ABOUT.matcher(get(sent.stop(), "en").body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static String refusals(ApiClient api) {
        return api.get("/suppressions").body().toString();
    }

    private HttpResponse<String> get(String address, String language) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Accept-Language", language)
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String address, String form) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }
}
