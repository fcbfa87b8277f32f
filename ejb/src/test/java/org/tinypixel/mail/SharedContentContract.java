package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.PageRequest;
import org.tinypixel.database.Rows;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.outbox.Claim;
import org.tinypixel.relay.Relay;
import org.tinypixel.tracking.TestCopies;

/** How the content that copies share is kept, read and forgotten, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedContentContract {
    private final TestDatabase database;
    private final boolean postgreSql;
    private World world;

    SharedContentContract(TestDatabase database, boolean postgreSql) {
        this.database = database;
        this.postgreSql = postgreSql;
    }

    @BeforeEach
    void empty() {
        database.transaction(manager -> List.of("outbox", "outgoing_mail", "captured_mail", "mail_content")
                .forEach(table ->
                        manager.createNativeQuery("delete from " + table).executeUpdate()));
        world = new World(database, postgreSql);
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_hundred_copies_keep_what_they_share_once_and_leave_with_their_own_bytes() {
        var message = TestCopies.large(1_000_000);
        var expected = submit(message, 100);
        assertThat(number("select count(distinct id) from mail_content")).isEqualTo(1);
        assertThat(number("select sum(octet_length(content)) from mail_content"))
                .isEqualTo(message.length);
        assertThat(number("select max(octet_length(content)) from mail_content"))
                .isEqualTo(MailContents.PIECE);
        assertThat(number("select sum(octet_length(own)) from outgoing_mail")).isLessThan(150_000);
        assertThat(number("select count(*) from outgoing_mail where content is not null"))
                .isZero();

        var left = 100;
        for (var claim : claims()) {
            assertThat(number("select count(distinct id) from mail_content")).isEqualTo(1);
            var mail = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT)).orElseThrow();
            assertThat(mail.content().bytes()).isEqualTo(expected.get(mail.copy()));
            assertThat(mail.content().length()).isEqualTo(expected.get(mail.copy()).length);
            world.handing(hand -> hand.settle(claim, new Outcome.Sent("250 ok")));
            left--;
        }
        assertThat(left).isZero();
        assertThat(number("select count(*) from mail_content"))
                .as("the last one takes it along")
                .isZero();
    }

    @Test
    void a_small_mail_to_several_is_shared_and_read_at_once_and_one_to_one_is_a_row_of_its_own() {
        var expected = submit(TestCopies.large(1000), 2);
        assertThat(number("select count(*) from mail_content")).isEqualTo(1);
        for (var claim : claims()) {
            var mail = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT)).orElseThrow();
            database.transaction(manager -> manager.createNativeQuery("update mail_content set place = place + 1")
                    .executeUpdate());
            assertThat(mail.content().bytes()).isEqualTo(expected.get(mail.copy()));
            database.transaction(manager -> manager.createNativeQuery("update mail_content set place = place - 1")
                    .executeUpdate());
            world.handing(hand -> hand.settle(claim, new Outcome.Sent("250 ok")));
        }
        submit(TestCopies.large(1000), 1);
        assertThat(number("select count(*) from mail_content")).isZero();
    }

    @Test
    @Tag("S7")
    void content_that_was_damaged_or_is_gone_ends_in_a_failure_and_not_in_a_shorter_mail() {
        submit(TestCopies.large(1_000_000), 1);
        var claim = claims().get(0);
        var mail = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT)).orElseThrow();
        for (var damage : List.of(
                "delete from mail_content where place = 3",
                "update mail_content set content = (select content from mail_content where place = 0) where place = 1",
                "delete from mail_content")) {
            database.transaction(manager -> manager.createNativeQuery(damage).executeUpdate());
            assertThatThrownBy(() -> {
                        try (var in = mail.content().open()) {
                            in.readAllBytes();
                        }
                    })
                    .as(damage)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_mail_that_may_be_sent_again_keeps_its_content_until_it_is_settled_or_old() {
        var expected = submit(TestCopies.large(300_000), 2);
        for (var claim : claims()) {
            Optional<OutgoingMail> offered = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT));
            assertThat(offered).isPresent();
            world.handing(hand -> hand.settle(claim, new Outcome.Unknown("gone")));
        }
        var waiting = world.queue(
                        queue -> queue.list(World.VIEWER, new QueueFilter(null, null, null), PageRequest.first()))
                .items();
        assertThat(waiting)
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.actions()).contains(QueueView.Action.REPEAT));
        world.queue(queue -> queue.repeat(World.VIEWER, waiting.get(0).id()));
        var claim = claims().get(0);
        var again = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT)).orElseThrow();
        assertThat(again.content().bytes()).isEqualTo(expected.get(again.copy()));
        world.handing(hand -> hand.settle(claim, new Outcome.Sent("250 ok")));
        assertThat(number("select count(distinct id) from mail_content")).isEqualTo(1);
        forgetOld(Duration.ofDays(6));
        assertThat(number("select count(distinct id) from mail_content")).isEqualTo(1);
        forgetOld(Duration.ofDays(8));
        assertThat(number("select count(*) from mail_content")).isZero();
    }

    @Test
    void captured_copies_share_their_content_too() {
        world.relays.capture();
        var message = TestCopies.large(600_000);
        var expected = submit(message, 3);
        for (var claim : claims()) {
            Optional<OutgoingMail> none = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT));
            assertThat(none).isEmpty();
        }
        assertThat(number("select sum(octet_length(content)) from mail_content"))
                .isEqualTo(message.length);
        var mails = world.inbox(inbox -> inbox.list(World.VIEWER, PageRequest.first()))
                .items();
        assertThat(mails).hasSize(3);
        for (var mail : mails) {
            var bytes = expected.get(new CopyId(java.util.Objects.requireNonNull(mail.copy())));
            assertThat(mail.subject()).isEqualTo("Plans");
            assertThat(mail.size()).isEqualTo(bytes.length);
            byte[] raw = world.inbox(inbox -> inbox.raw(World.VIEWER, mail.id()));
            assertThat(raw).isEqualTo(bytes);
            String preview = world.inbox(inbox -> inbox.preview(World.VIEWER, mail.id(), true));
            assertThat(preview).contains("our plans");
        }
        world.inbox(inbox -> {
            inbox.delete(World.VIEWER, mails.get(0).id());
            inbox.delete(World.VIEWER, mails.get(1).id());
            return true;
        });
        assertThat(number("select count(distinct id) from mail_content")).isEqualTo(1);
        world.inbox(inbox -> {
            inbox.delete(World.VIEWER, mails.get(2).id());
            return true;
        });
        assertThat(number("select count(*) from mail_content")).isZero();
    }

    @Test
    void when_the_last_two_copies_are_settled_at_the_same_time_the_content_goes() throws Exception {
        submit(TestCopies.large(300_000), 2);
        var rows = database.inTransaction(manager ->
                Rows.of(manager.createNativeQuery("select id from outgoing_mail", String.class), String.class));
        var begun = new CountDownLatch(1);
        var other = new ArrayList<CompletableFuture<Void>>();
        database.transaction(manager -> {
            forget(new OutgoingMails(manager, !postgreSql), new MailContents(manager, !postgreSql), rows.get(0));
            other.add(CompletableFuture.runAsync(() -> database.transaction(second -> {
                var mails = new OutgoingMails(second, !postgreSql);
                var shared = mails.forgetContent(mails.lock(rows.get(1)).orElseThrow());
                begun.countDown();
                new MailContents(second, !postgreSql).forget(shared);
            })));
            try {
                begun.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        other.get(0).get();
        assertThat(number("select count(*) from mail_content")).isZero();
    }

    private static void forget(OutgoingMails mails, MailContents contents, String id) {
        contents.forget(mails.forgetContent(mails.lock(id).orElseThrow()));
    }

    private void forgetOld(Duration later) {
        world.inbox(inbox -> {
            while (inbox.forgetSome(world.now.plus(later))) {
                // until none is left
            }
            inbox.forgetUnused();
            return true;
        });
    }

    private Map<CopyId, byte[]> submit(byte[] message, int copies) {
        world.contents = TestCopies.of(message, copies);
        var created = world.mail(mail -> mail.submit(World.VIEWER, World.message("bert@example.net", true)));
        var expected = new HashMap<CopyId, byte[]>();
        created.copies()
                .forEach(copy -> expected.put(copy.copy().id(), copy.content().bytes()));
        return expected;
    }

    private List<Claim> claims() {
        return world.hand(hand -> hand.claim(Relay.ENVIRONMENT, 200));
    }

    private long number(String query) {
        return database.inTransaction(
                manager -> ((Number) manager.createNativeQuery(query).getSingleResult()).longValue());
    }
}
