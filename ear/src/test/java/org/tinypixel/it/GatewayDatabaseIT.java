package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.FreePort;

/** Without its database the gateway takes nothing, says so soon, and goes on when it is back. */
class GatewayDatabaseIT {
    private static final String MESSAGE = "From: anna@example.com\r\nTo: bob@example.org\r\nSubject: Hi\r\n\r\nHi\r\n";

    @TempDir
    Path folder;

    @Test
    @Tag("S2")
    void a_mail_is_put_off_while_the_database_is_away() throws IOException {
        var port = FreePort.next();
        var database = postgres(port);
        try (var server = TinypixelServer.start(Map.of(
                "TINYPIXEL_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "TINYPIXEL_DB_USER",
                "postgres"))) {
            try (var client = signedIn(server);
                    var waiting = signedIn(server)) {
                assertThat(client.mail("anna@example.com", MESSAGE, "bob@example.org"))
                        .startsWith("250 2.0.0");
                waiting.say("MAIL FROM:<anna@example.com>", "250");
                waiting.say("RCPT TO:<bob@example.org>", "250");

                database.close();
                waiting.say("DATA", "354");
                waiting.write(MESSAGE + "More\r\n.\r\n");
                assertThat(waiting.reply()).startsWith("451 4.3.0");
                client.say("MAIL FROM:<anna@example.com>", "451 4.3.0");
                try (var other = SmtpClient.encrypted(server)) {
                    other.say("AUTH PLAIN " + SmtpClient.base64("\0apikey\0" + TinypixelServer.KEY), "454 4.7.0");
                }

                // It also starts without, and says so.
                server.stop();
                server.startAgainWithoutDatabase();
                try (var other = SmtpClient.encrypted(server)) {
                    other.say("AUTH PLAIN " + SmtpClient.base64("\0apikey\0" + TinypixelServer.KEY), "454 4.7.0");
                }
                database = postgres(port);
                server.awaitStarted();
                try (var again = signedIn(server)) {
                    assertThat(again.mail("anna@example.com", MESSAGE + "More\r\n", "bob@example.org"))
                            .startsWith("250 2.0.0")
                            .doesNotContain("before");
                }
            }
        } finally {
            database.close();
        }
    }

    private static SmtpClient signedIn(TinypixelServer server) {
        return SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY);
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }
}
