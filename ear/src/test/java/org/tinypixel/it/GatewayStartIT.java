package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tinypixel.base.FreePort;

/** How the gateway starts, with what it finds, and that nothing else fails with it. */
class GatewayStartIT {
    private static final String CERTIFICATE = "TINYPIXEL_SMTP_CERTIFICATE";
    private static final String KEY = "TINYPIXEL_SMTP_KEY";

    @TempDir
    Path folder;

    @Test
    void the_certificate_stays_the_administrator_s_is_used_and_what_is_wrong_is_named() throws IOException {
        try (var server = TinypixelServer.start()) {
            var own = server.home().resolve("keys");
            var first = Files.readString(own.resolve("smtp.pem"));
            try (var client = SmtpClient.connect(server)) {
                client.startTls();
            }

            // The administrator's own, as text for one and as a file for the other, and TLS from the first byte.
            var certificate = Files.copy(own.resolve("smtp.pem"), folder.resolve("certificate.pem"));
            var key = Files.copy(own.resolve("smtp.key"), folder.resolve("key.pem"));
            var tlsPort = FreePort.next();
            server.stop();
            server.startAgain(Map.of(
                    "TINYPIXEL_SMTPS_PORT",
                    Integer.toString(tlsPort),
                    CERTIFICATE,
                    certificate.toString(),
                    KEY + "_FILE",
                    key.toString()));
            assertThat(Files.readString(own.resolve("smtp.pem"))).isEqualTo(first);
            try (var client = SmtpClient.overTls(tlsPort, server.home())) {
                client.say("EHLO x.example", "250");
                client.signIn("apikey", TinypixelServer.KEY);
            }
            var shown = new ApiClient(server).get("/smtp");
            assertThat(shown.at("/tlsPort").asInt()).isEqualTo(tlsPort);
            assertThat(shown.at("/certificate/ownMade").asBoolean()).isFalse();

            // A certificate without its key, and everything else runs.
            server.stop();
            Files.writeString(certificate, "no certificate");
            server.startAgain();
            var trouble = new ApiClient(server).get("/smtp").at("/trouble").asText();
            assertThat(trouble).contains(CERTIFICATE, "holds no PEM certificate");
            assertThat(server.console()).contains(CERTIFICATE, "Everything else runs");
        }
    }

    @Test
    void a_port_that_is_taken_is_named_and_everything_else_runs() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server =
                        TinypixelServer.start(Map.of("TINYPIXEL_SMTP_PORT", Integer.toString(taken.getLocalPort())))) {
            var api = new ApiClient(server);
            assertThat(server.console()).contains("TINYPIXEL_SMTP_PORT", Integer.toString(taken.getLocalPort()));
            assertThat(api.get("/smtp").at("/trouble").asText()).contains("does not listen on port");
            assertThat(api.get("/session").at("/product/smtpPort").isNull()).isTrue();
            assertThat(api.get("/messages").status()).isEqualTo(200);
            server.stop();
            server.startAgain(Map.of("TINYPIXEL_SMTP_PORT", "0"));
            assertThat(api.get("/smtp").at("/trouble").isNull()).isTrue();
            assertThat(api.get("/smtp").at("/port").isNull()).isTrue();
        }
    }

    @Test
    void a_message_that_was_coming_in_when_the_server_died_leaves_no_file() throws IOException {
        try (var server = TinypixelServer.start()) {
            var left = Files.writeString(server.home().resolve("incoming").resolve("incoming-1.eml"), "half");
            Files.setLastModifiedTime(left, FileTime.from(Instant.EPOCH));
            server.kill();
            server.startAgain();
            assertThat(left).doesNotExist();
        }
    }
}
