package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.FreePort;

/** The server on a real PostgreSQL, and what goes on working while that is away. */
class PostgreSqlIT {
    @TempDir
    Path folder;

    @Test
    @Tag("HIT7")
    @Tag("R1")
    @Tag("R2")
    void pixels_and_links_work_while_the_database_is_away_and_count_when_it_is_back() throws IOException {
        var port = FreePort.next();
        var database = postgres(port);
        try (var server = TinypixelServer.start(Map.of(
                "TINYPIXEL_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "TINYPIXEL_DB_USER",
                "postgres"))) {
            var api = new ApiClient(server);
            var sent = api.post(
                    "/messages",
                    "{\"from\": \"anna@example.com\", \"to\": [{\"email\": \"bob@example.org\"}], \"subject\": \"x\","
                            + " \"html\": \"<p><a href='https://shop.example/'>shop</a></p>\"}");
            assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
            var id = sent.at("/id").asText();
            api.copyWithStatus(id, "not-seen");

            database.close();
            assertThat(api.asMailClient(sent.at("/copies/0/openUrl").asText(), THUNDERBIRD)
                            .statusCode())
                    .isEqualTo(200);
            var click = sent.at("/copies/0/links/0/trackedUrl").asText();
            assertThat(api.asMailClient(click, THUNDERBIRD).statusCode()).isEqualTo(302);
            var refused = api.get("/messages/" + id);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.at("/detail").asText()).contains("database");

            database = postgres(port);
            assertThat(ApiClient.eventually(() -> api.get("/messages/" + id).status(), status -> status == 200))
                    .isEqualTo(200);
            var copy = api.copyWithStatus(id, "clicked");
            assertThat(copy.at("/opens/human").asInt()).isEqualTo(1);
            assertThat(copy.at("/clicks/human").asInt()).isEqualTo(1);

            // The node also starts without its database.
            server.stop();
            database.close();
            server.startAgainWithoutDatabase();
            assertThat(api.asMailClient(click, THUNDERBIRD).statusCode()).isEqualTo(302);
            database = postgres(port);
            server.awaitStarted();
            assertThat(ApiClient.eventually(
                            () -> api.get("/messages/" + id)
                                    .at("/copies/0/clicks/human")
                                    .asInt(),
                            clicks -> clicks == 2))
                    .isEqualTo(2);
        } finally {
            database.close();
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }
}
