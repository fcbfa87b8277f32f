package org.tinypixel.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One mailbox on servers that do it well and badly. */
final class MailboxWatchTest {
    private static final String BODY = "UID FETCH 5 (UID BODY.PEEK[]<0";

    @TempDir
    private Path spool;

    private final FakeInbound inbound = new FakeInbound();
    private ScriptedImap server;
    private @Nullable MailboxWatch watch;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedImap();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void a_new_mail_is_taken_as_it_is_and_nothing_is_asked_that_could_change_the_mailbox() {
        rounds(1);
        assertThat(inbound.taken()).hasSize(1);
        assertThat(text(0)).isEqualTo(ScriptedImap.MAIL);
        assertThat(inbound.taken().get(0).message().received()).isEqualTo("2026-03-02T08:00:00Z");
        assertThat(inbound.connected()).containsExactly("box tells");
        assertThat(server.commands())
                .contains("EXAMINE INBOX")
                .allMatch(command -> command.matches(
                        "(CAPABILITY|AUTHENTICATE|SECRET|EXAMINE|UID SEARCH|UID FETCH|IDLE|DONE|LOGOUT).*"))
                .noneMatch(command -> command.contains("BODY["));
    }

    @Test
    void the_first_time_only_mails_of_three_days_are_taken() {
        server.says("UID SEARCH", "* SEARCH 3 5\r\nT OK done")
                .says(
                        "UID FETCH 3,5",
                        "* 3 FETCH (UID 3 RFC822.SIZE 5 INTERNALDATE \"27-Feb-2026 08:59:00 +0000\")\r\n"
                                + ScriptedImap.heads(5, ScriptedImap.MAIL.length()));
        rounds(1);
        assertThat(server.commands()).contains("UID SEARCH SINCE 26-Feb-2026");
        assertThat(inbound.uids("INBOX")).containsExactly(5L);
    }

    @Test
    void afterwards_only_what_came_behind_the_last_one_is_asked_for() {
        server.says("EXAMINE", ScriptedImap.opened(7, 6), ScriptedImap.opened(7, 6), ScriptedImap.opened(7, 7))
                .says("UID SEARCH UID 6:*", "* SEARCH 5 6\r\nT OK done")
                .says("UID FETCH 6", ScriptedImap.heads(6, ScriptedImap.MAIL.length()))
                .says("UID FETCH 6 (UID BODY.PEEK[]<0", ScriptedImap.body(6, ScriptedImap.MAIL));
        rounds(3);
        assertThat(inbound.uids("INBOX")).containsExactly(5L, 6L);
        assertThat(server.commands().stream().filter(command -> command.startsWith("UID SEARCH")))
                .as("nothing is searched where nothing came")
                .hasSize(2);
    }

    @Test
    void a_server_that_counts_anew_is_read_as_if_for_the_first_time() {
        server.says("EXAMINE", ScriptedImap.opened(7, 6), ScriptedImap.opened(8, 6));
        rounds(2);
        assertThat(inbound.taken())
                .extracting(taken -> taken.message().validity())
                .containsExactly(7L, 8L);
    }

    @Test
    void a_server_without_lasting_ids_is_not_read() {
        server.says("EXAMINE", "* 5 EXISTS\r\nT OK opened");
        assertThat(failure()).contains("no lasting ids");
    }

    @Test
    void mails_are_taken_in_the_order_in_which_they_came() {
        server.says("UID SEARCH", "* SEARCH 9 5\r\nT OK done")
                .says(
                        "UID FETCH 5,9",
                        "* 2 FETCH (INTERNALDATE \"02-Mar-2026 08:00:00 +0000\" RFC822.SIZE 5 UID 9)\r\n"
                                + ScriptedImap.heads(5, ScriptedImap.MAIL.length()))
                .says("UID FETCH 9 (UID BODY.PEEK[]<0", ScriptedImap.body(9, "a: b\r\n"));
        rounds(1);
        assertThat(inbound.uids("INBOX")).containsExactly(5L, 9L);
    }

    @Test
    @Tag("O6")
    void a_mail_over_25_mb_is_skipped_without_being_fetched() {
        server.says("UID FETCH", ScriptedImap.heads(5, FolderReader.LARGEST + 1));
        rounds(1);
        assertThat(inbound.skipped()).containsExactly("5: It has 25 MB; mails over 25 MB are not looked at.");
        assertThat(server.commands()).noneMatch(command -> command.contains("BODY"));
    }

    @Test
    @Tag("O6")
    void a_mail_that_is_larger_than_the_server_said_is_left_when_it_gets_too_large() {
        server.says("UID FETCH 5 (UID BODY.PEEK[]<", ScriptedImap.body(5, "x".repeat(FolderReader.PIECE)));
        script5("x".repeat(FolderReader.PIECE));
        rounds(1);
        assertThat(inbound.skipped())
                .containsExactly("5: It is larger than the server said; mails over 25 MB are not looked at.");
        assertThat(spool.toFile().list()).isNullOrEmpty();
    }

    @Test
    void a_mail_that_was_removed_meanwhile_is_skipped() {
        server.says(BODY, "T OK nothing there");
        rounds(1);
        assertThat(inbound.skipped()).containsExactly("5: It was removed before it was read.");
    }

    @Test
    void a_mail_comes_in_pieces_also_where_they_are_short() {
        server.says("UID FETCH", ScriptedImap.heads(5, 12))
                .says("UID FETCH 5 (UID BODY.PEEK[]<0.", "* 5 FETCH (UID 5 BODY[]<0> {6}\r\nabcdef)\r\nT OK done")
                .says("UID FETCH 5 (UID BODY.PEEK[]<6.", "* 5 FETCH (UID 5 BODY[]<6> \"ghijkl\")\r\nT OK done");
        rounds(1);
        assertThat(text(0)).isEqualTo("abcdefghijkl");
    }

    @Test
    void a_server_that_counts_too_little_still_gives_the_whole_mail() {
        var octets = "x".repeat(FolderReader.PIECE);
        server.says("UID FETCH", ScriptedImap.heads(5, 3))
                .says("UID FETCH 5 (UID BODY.PEEK[]<0.", ScriptedImap.body(5, octets))
                .says(
                        "UID FETCH 5 (UID BODY.PEEK[]<" + FolderReader.PIECE + ".",
                        "* 5 FETCH (UID 5 BODY[]<" + FolderReader.PIECE + "> {3}\r\nend)\r\nT OK done");
        rounds(1);
        assertThat(text(0)).isEqualTo(octets + "end");
    }

    @Test
    @Tag("F7")
    void a_mailbox_whose_last_mail_hangs_is_not_called_read() {
        server.says(BODY, ScriptedImap.SILENCE);
        assertThat(failure()).contains("does not answer as it should: no answer came in time");
        assertThat(inbound.finished("box")).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* 5 FETCH (UID 5 BODY[]<0> {99999999999}                | announces 2147483647 octets",
                "* 5 FETCH (UID 5 BODY[]<0> {2000000000}                 | announces 2000000000 octets",
                "* 5 FETCH (UID 5 BODY[]<0> {50} nothing close           | the connection was closed",
                "* BYE Too many simultaneous connections                 | it ended the connection: BYE Too many simultaneous connections",
                "T NO [LIMIT] bandwidth exceeded                         | does not open INBOX: NO [LIMIT] bandwidth exceeded",
                "T BAD what                                              | does not open INBOX: BAD what",
                "reset                                                   | does not answer as it should",
            })
    @Tag("O6")
    void whatever_a_server_does_within_a_mail_is_told_in_its_words_and_called_not_read(String does, String told) {
        var answer = does.strip();
        server.says(BODY, answer.endsWith("close") ? answer : answer.replaceFirst("(BYE.*)", "$1\r\nclose"));
        assertThat(failure()).contains(told.strip());
        assertThat(inbound.taken()).isEmpty();
        assertThat(inbound.finished("box")).isZero();
    }

    @Test
    @Tag("O6")
    void lines_without_end_end_the_connection() {
        mustEnd("* 5 EXISTS\r\n".repeat(LimitedInput.MOST_LINES + 1));
    }

    @Test
    @Tag("O6")
    void a_line_without_end_ends_the_connection() {
        mustEnd("* SEARCH " + "1 2 3 4 ".repeat(LimitedInput.LONGEST_ANSWER / 8));
    }

    private void mustEnd(String answer) {
        server.says("UID SEARCH", answer + "\r\nT OK done");
        var slow = new MailboxWatch(
                Boxes.plain("box", server.port()),
                inbound,
                new ImapConnector(Boxes.server(server.port()), Boxes.PATIENCE, List.of(), () -> FakeInbound.NOW),
                spool,
                Boxes.PATIENCE,
                () -> FakeInbound.NOW);
        slow.run();
        assertThat(inbound.failed().get(0)).contains("its answer has no end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* 5 FETCH (UID five)\r\nT OK done",
                "* FETCH\r\nT OK done",
                "* 5 FETCH (UID 5 RFC822.SIZE\r\nT OK done",
                "\u0000\u0001\r\n\r\n)(\r\nT OK done",
            })
    void nonsense_takes_no_mail_and_stops_nothing_else(String nonsense) {
        server.says("UID FETCH", nonsense);
        var rounds = new AtomicInteger();
        inbound.onFinished = () -> {
            rounds.incrementAndGet();
            watch.end();
        };
        watch(Boxes.SHORT).run();
        assertThat(inbound.taken()).isEmpty();
        assertThat(rounds.get() + inbound.failed().size())
                .as("it was read or it was told why not")
                .isEqualTo(1);
    }

    @Test
    void a_server_that_does_not_tell_of_new_mail_is_asked_each_time() {
        server.says("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nT OK done");
        rounds(3);
        assertThat(inbound.connected()).containsExactly("box is asked");
        assertThat(server.commands()).doesNotContain("IDLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T NO not for you", "T OK done at once", "+ idling\r\nT OK done at once"})
    void a_server_that_offers_to_tell_and_does_not_is_asked_from_then_on(String answer) {
        server.says("IDLE", answer);
        rounds(3);
        assertThat(server.commands().stream().filter("IDLE"::equals)).hasSize(1);
        assertThat(inbound.connected()).containsExactly("box tells", "box is asked");
    }

    @Test
    void a_mail_that_the_server_tells_of_is_read_at_once() {
        // The pause is ten minutes: nothing but the server's word can begin the second round.
        server.says("IDLE", "+ idling\r\n* OK still here\r\n* 6 EXISTS");
        rounds(2, Boxes.PATIENCE);
        assertThat(server.commands()).contains("IDLE", "DONE");
    }

    @Test
    void a_mail_that_came_while_the_folder_was_read_is_not_waited_for() {
        server.says(BODY, "* 6 EXISTS\r\n" + ScriptedImap.body(5, ScriptedImap.MAIL));
        rounds(2, Boxes.PATIENCE);
        assertThat(server.commands()).doesNotContain("IDLE");
    }

    @Test
    void the_folder_for_sent_mails_is_read_first_and_the_one_that_was_named_first_stays_open() {
        inbound.onFinished = () -> watch.end();
        watch = new MailboxWatch(
                Boxes.of("box", Boxes.server(server.port()), List.of("INBOX", "Bounces"), "Gesendet & mehr"),
                inbound,
                connector(Boxes.SHORT),
                spool,
                Boxes.SHORT,
                () -> FakeInbound.NOW);
        watch.run();
        assertThat(server.commands().stream().filter(command -> command.startsWith("EXAMINE")))
                .containsExactly("EXAMINE \"Gesendet &- mehr\"", "EXAMINE Bounces", "EXAMINE INBOX");
    }

    @Test
    void a_folder_that_is_not_there_stops_no_other_and_is_told() {
        server.says("EXAMINE NOWHERE", "T NO [NONEXISTENT] Unknown Mailbox");
        watch = new MailboxWatch(
                Boxes.of("box", Boxes.server(server.port()), List.of("INBOX"), "Nowhere"),
                inbound,
                connector(Boxes.SHORT),
                spool,
                Boxes.SHORT,
                () -> FakeInbound.NOW);
        watch.run();
        assertThat(inbound.uids("INBOX")).containsExactly(5L);
        assertThat(inbound.failed())
                .singleElement()
                .asString()
                .contains("does not open Nowhere: NO [NONEXISTENT] Unknown Mailbox");
        assertThat(inbound.finished("box")).isZero();
    }

    @Test
    @Tag("O7")
    void a_mail_that_breaks_is_tried_five_times_and_then_skipped_with_its_reason_and_the_next_one_is_taken() {
        server.says("UID SEARCH", "* SEARCH 5 9\r\nT OK done")
                .says("EXAMINE", ScriptedImap.opened(7, 10))
                .says(
                        "UID FETCH 5,9",
                        "* 9 FETCH (UID 9 RFC822.SIZE 5 INTERNALDATE \"02-Mar-2026 08:00:00 +0000\")\r\n"
                                + ScriptedImap.heads(5, ScriptedImap.MAIL.length()))
                .says("UID FETCH 9 (UID BODY.PEEK[]<0", ScriptedImap.body(9, "a: b\r\n"));
        inbound.poison = message -> message.uid() == 5;
        rounds(1);
        assertThat(inbound.tries()).isEqualTo(FolderReader.MOST_TRIES + 1);
        assertThat(inbound.skipped()).containsExactly("5: It could not be taken in 5 tries: this mail breaks.");
        assertThat(inbound.uids("INBOX")).containsExactly(9L);
    }

    @Test
    @Tag("O7")
    void a_database_that_does_not_answer_is_no_fault_of_the_mail() {
        var tries = new AtomicInteger();
        inbound.poison = message -> {
            // Away for longer than a mail that breaks is tried.
            inbound.databaseIsDown = tries.incrementAndGet() < 10;
            return inbound.databaseIsDown;
        };
        var asked = new AtomicInteger();
        inbound.onFinished = () -> watch.end();
        watch = new MailboxWatch(
                Boxes.plain("box", server.port()), inbound, connector(Boxes.SHORT), spool, Boxes.SHORT, () -> {
                    // The database is back whenever the next round begins.
                    asked.incrementAndGet();
                    inbound.databaseIsDown = false;
                    return FakeInbound.NOW;
                });
        watch.run();
        assertThat(inbound.skipped()).isEmpty();
        assertThat(inbound.uids("INBOX")).containsExactly(5L);
        assertThat(tries).hasValue(10);
    }

    @Test
    void after_a_failure_nothing_is_asked_before_it_is_time_unless_somebody_wants_it() {
        server.says("EXAMINE", "T NO later", ScriptedImap.opened(7, 6));
        inbound.onFinished = () -> watch.end();
        var again = watch(Boxes.SHORT);
        again.run();
        again.run();
        assertThat(server.connections()).isEqualTo(1);
        again.wake();
        again.run();
        assertThat(server.connections()).isEqualTo(2);
        assertThat(inbound.uids("INBOX")).containsExactly(5L);
    }

    private void script5(String octets) {
        for (var from = 0L; from <= FolderReader.LARGEST; from += FolderReader.PIECE) {
            server.says(
                    "UID FETCH 5 (UID BODY.PEEK[]<" + from + ".",
                    "* 5 FETCH (UID 5 BODY[]<" + from + "> {" + octets.length() + "}\r\n" + octets + ")\r\nT OK done");
        }
    }

    private void rounds(int count) {
        rounds(count, Boxes.SHORT);
    }

    private void rounds(int count, Patience patience) {
        var left = new AtomicInteger(count);
        inbound.onFinished = () -> {
            if (left.decrementAndGet() == 0) {
                watch.end();
            }
        };
        watch(patience).run();
        assertThat(inbound.failed()).isEmpty();
    }

    /** What is told of a mailbox that cannot be read. */
    private String failure() {
        watch(Boxes.SHORT).run();
        assertThat(inbound.failed()).hasSize(1);
        return inbound.failed().get(0);
    }

    private MailboxWatch watch(Patience patience) {
        watch = new MailboxWatch(
                Boxes.plain("box", server.port()),
                inbound,
                connector(patience),
                spool,
                patience,
                () -> FakeInbound.NOW);
        return watch;
    }

    private ImapConnector connector(Patience patience) {
        return new ImapConnector(Boxes.server(server.port()), patience, List.of(), () -> FakeInbound.NOW);
    }

    private String text(int number) {
        return new String(inbound.taken().get(number).mime(), StandardCharsets.ISO_8859_1);
    }
}
