package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.it.ApiClient.THUNDERBIRD;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.FreePort;

/** A node dies with hits that the database never saw; another one takes them over with the documented command. */
class TakeOverIT {
    @TempDir
    Path folder;

    @Test
    @Tag("HIT10")
    @Tag("R6")
    void a_dead_nodes_hits_come_in_with_one_command_and_count_once_however_often_it_is_given() throws Exception {
        var port = FreePort.next();
        var database = postgres(port);
        var settings = Map.of(
                "TINYPIXEL_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "TINYPIXEL_DB_USER",
                "postgres",
                "TINYPIXEL_SECRET",
                "the-same-secret-of-both-nodes-longer-than-32-characters");
        try (var first = TinypixelServer.start(settings);
                var second = TinypixelServer.start(settings)) {
            var api = new ApiClient(second);
            var sent = api.post(
                    "/messages",
                    "{\"from\": \"anna@example.com\", \"to\": [{\"email\": \"bob@example.org\"}], \"subject\": \"x\","
                            + " \"html\": \"<p>x</p>\"}");
            assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
            var id = sent.at("/id").asText();
            api.copyWithStatus(id, "not-seen");

            database.close();
            var pixel = sent.at("/copies/0/openUrl").asText();
            assertThat(new ApiClient(first).asMailClient(pixel, THUNDERBIRD).statusCode())
                    .isEqualTo(200);
            first.kill();
            database = postgres(port);

            assertThat(takeOver(second, first.home())).startsWith("1 hits were taken over");
            var copy = api.copyWithStatus(id, "opened");
            assertThat(copy.at("/opens/human").asInt()).isEqualTo(1);
            assertThat(takeOver(second, first.home().resolve("journal"))).startsWith("1 hits were taken over");
            assertThat(api.get("/messages/" + id).at("/copies/0/opens/human").asInt())
                    .isEqualTo(1);
            assertThat(api.get("/messages/" + id + "/events").at("/items").findValuesAsText("type"))
                    .containsOnlyOnce("open");
            assertThat(takeOver(second, second.home())).contains("this node's own journal");
            assertThat(takeOver(second, folder)).contains("holds no hit journal");
        } finally {
            database.close();
        }
    }

    /** As a user types it. */
    private static String takeOver(TinypixelServer by, Path from) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                Path.of("target", "server", "bin", "tinypixel").toAbsolutePath().toString(),
                "take-over",
                from.toString());
        builder.environment().put("TINYPIXEL_HOME", by.home().toString());
        var process = builder.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }
}
