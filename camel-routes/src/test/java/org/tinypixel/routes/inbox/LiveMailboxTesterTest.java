package org.tinypixel.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tinypixel.connect.Finding;
import org.tinypixel.connect.Finding.Severity;
import org.tinypixel.connect.Finding.Step;

/** What a person is told who sets a mailbox up. */
final class LiveMailboxTesterTest {
    private ScriptedImap server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedImap();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_mailbox_that_can_be_read_is_told_step_by_step() {
        var findings = look(List.of("INBOX"), "Gesendete Objekte");
        assertThat(findings).allSatisfy(found -> assertThat(found.severity()).isEqualTo(Severity.INFO));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly(
                        Step.RESOLVE,
                        Step.CONNECT,
                        Step.GREETING,
                        Step.ENCRYPTION,
                        Step.FEATURES,
                        Step.SIGN_IN,
                        Step.FEATURES,
                        Step.FOLDERS,
                        Step.FOLDERS);
        assertThat(texts(findings))
                .contains(
                        "It greets: OK ready",
                        "It tells of new mail at once (IDLE).",
                        "It takes the password of anna (PLAIN).",
                        "INBOX can be read: 5 mails.",
                        "Gesendete Objekte can be read: 5 mails.");
        assertThat(server.commands()).contains("EXAMINE INBOX").noneMatch(command -> command.startsWith("SELECT"));
    }

    @Test
    void a_server_that_does_not_tell_of_new_mail_is_said_to_be_asked_each_minute() {
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nT OK done");
        assertThat(texts(look(List.of("INBOX"), null))).contains("looks each minute");
    }

    @Test
    void a_folder_for_sent_mails_that_is_not_there_gets_the_name_that_the_server_uses() {
        server.says("EXAMINE SENT", "T NO [NONEXISTENT] Unknown Mailbox: Sent");
        var wrong = blocks(look(List.of("INBOX"), "Sent"));
        assertThat(wrong).singleElement().satisfies(found -> {
            assertThat(found.field()).isEqualTo("sentFolder");
            assertThat(found.subject())
                    .isEqualTo("The server does not open Sent: NO [NONEXISTENT] Unknown Mailbox: Sent.");
            assertThat(found.whatToDo()).isEqualTo("The folder for sent mails is named Gesendete Objekte here.");
        });
    }

    @Test
    void another_folder_that_is_not_there_gets_the_names_that_there_are() {
        server.says("EXAMINE BOUNCES", "T NO no such folder");
        assertThat(blocks(look(List.of("INBOX", "Bounces"), null)))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.field()).isEqualTo("folders");
                    assertThat(found.whatToDo()).isEqualTo("Choose one of these: Gesendete Objekte, INBOX.");
                });
    }

    @Test
    void the_folder_for_sent_mails_is_offered_where_none_is_read() {
        assertThat(texts(look(List.of("INBOX"), null))).contains("keeps sent mails in Gesendete Objekte");
    }

    @Test
    void a_sign_in_that_is_refused_is_the_last_step_with_what_to_do() {
        server.says("SECRET", "T NO [AUTHENTICATIONFAILED] Authentication failed.");
        var findings = look(List.of("INBOX"), null);
        var last = findings.get(findings.size() - 1);
        assertThat(last.code()).isEqualTo(Step.SIGN_IN);
        assertThat(last.severity()).isEqualTo(Severity.BLOCK);
        assertThat(last.subject())
                .contains("NO [AUTHENTICATIONFAILED] Authentication failed.")
                .doesNotContain("secret");
        assertThat(last.whatToDo()).isNotBlank();
    }

    @Test
    void a_server_that_falls_silent_takes_no_longer_than_a_person_waits() {
        server.says("EXAMINE", ScriptedImap.SILENCE);
        assertThat(blocks(look(List.of("INBOX"), null)))
                .singleElement()
                .satisfies(found -> assertThat(found.subject()).contains("no answer came in time"));
    }

    private List<Finding> look(List<String> folders, @Nullable String sent) {
        return new LiveMailboxTester(List.of(), () -> FakeInbound.NOW, Boxes.SHORT)
                .look(Boxes.of("box", Boxes.server(server.port()), folders, sent));
    }

    private static List<Finding> blocks(List<Finding> findings) {
        return findings.stream()
                .filter(found -> found.severity() == Severity.BLOCK)
                .toList();
    }

    private static String texts(List<Finding> findings) {
        return String.join("\n", findings.stream().map(Finding::subject).toList());
    }
}
