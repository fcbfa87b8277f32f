package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A disk that is nearly full takes no mail, and says so in time. The disk is a small one in memory, which only root can mount. */
class GatewayDiskIT {
    private static final String MESSAGE = "From: anna@example.com\r\nTo: bob@example.org\r\nSubject: Hi\r\n\r\n";

    @Test
    @Tag("S2")
    void a_mail_is_put_off_while_the_disk_is_full_before_it_comes_or_in_its_middle() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can mount a disk");
        try (var server = TinypixelServer.start()) {
            var incoming = server.home().resolve("incoming");
            run("mount", "-t", "tmpfs", "-o", "size=110m", "tmpfs", incoming.toString());
            try (var client = SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY)) {
                client.say("MAIL FROM:<anna@example.com> SIZE=20000000", "452 4.3.1");
                client.say("MAIL FROM:<anna@example.com>", "250");
                client.say("RCPT TO:<bob@example.org>", "250");
                client.say("DATA", "354");
                var filler = fill(incoming, 109);
                client.write(MESSAGE + ("x".repeat(998) + "\r\n").repeat(3000));
                client.write(".\r\n");
                assertThat(client.reply()).startsWith("452 4.3.1");
                assertThat(client.isClosed()).isTrue();
                Files.delete(filler);
            } finally {
                run("umount", "-l", incoming.toString());
            }
            try (var client = SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY)) {
                assertThat(client.mail("anna@example.com", MESSAGE, "bob@example.org"))
                        .startsWith("250 2.0.0");
            }
            assertThat(new ApiClient(server).get("/messages").at("/items")).hasSize(1);
        }
    }

    private static Path fill(Path folder, int megabytes) throws IOException {
        return Files.write(folder.resolve("filler"), new byte[megabytes * 1024 * 1024]);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }
}
