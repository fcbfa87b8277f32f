package org.tinypixel.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.mail.Reason;
import org.tinypixel.settings.Settings;

/** What is read out of mailboxes and what follows, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InboundContract {
    private static final String BEA = World.BEA.value();
    private static final Settings.Inbox ENVIRONMENT = new Settings.Inbox(
            "imap.internal", 143, false, "all", "pw", false, List.of(World.ANNA), List.of("INBOX"), null, true, null);

    private final TestDatabase database;
    private World world;
    private String box;

    InboundContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void begin() {
        world = new World(database);
        box = world.mailbox();
    }

    @AfterAll
    void close() {
        database.close();
    }

    private void take(long uid, Incoming incoming) {
        world.take(box, "INBOX", uid, incoming);
    }

    private List<Heard.What> heard() {
        return world.heard.all().stream().map(Heard::what).toList();
    }

    private FolderMark mark() {
        return world.in(services -> services.inbound.mark(box, "INBOX"));
    }

    private Optional<Instant> readUntil(EmailAddress sender) {
        return world.in(services -> services.facade.readUntil(sender));
    }

    private Optional<String> dead() {
        return world.in(services -> services.facade.isDead(World.BEA));
    }

    private Set<CopyId> soft(CopyId copy) {
        return world.in(services -> services.facade.bouncedSoftly(List.of(copy)));
    }

    private Optional<Instant> arrived(CopyId copy) {
        return world.in(services -> services.arrivals.arrived(copy));
    }

    private boolean reads(EmailAddress address) {
        return world.in(services -> services.arrivals.reads(address));
    }

    private List<Mailbox> claim(String node) {
        return world.on(node, services -> services.inbound.claim());
    }

    private Instant failed(String why) {
        return world.in(services -> services.inbound.failed(box, why));
    }

    private List<MailboxView> views() {
        return world.in(services -> services.store.views());
    }

    private Page<IncomingView> list(
            Viewer viewer, @Nullable IncomingKind kind, @Nullable String mailbox, PageRequest page) {
        return world.in(services -> services.mails.list(viewer, kind, mailbox, page));
    }

    private MailboxView view() {
        return world.in(services -> services.store.view(box));
    }

    @Test
    void a_reply_counts_once_for_whoever_wrote_it() {
        var mail = world.mail(BEA, "carl@customer.example");
        take(1, Letters.reply(BEA, mail));
        assertThat(world.told).containsExactly("REPLY bea");
        assertThat(heard()).containsExactly(Heard.What.REPLY);
        assertThat(world.kept()).singleElement().satisfies(item -> {
            assertThat(item.from()).isEqualTo(BEA);
            assertThat(item.sentence()).isEqualTo(BEA + " replied.");
            assertThat(item.message()).isEqualTo(mail.id().value());
        });
    }

    @Test
    void the_same_message_in_another_folder_or_mailbox_changes_nothing() {
        var reply = Letters.reply(BEA, world.mail(BEA));
        take(1, reply);
        take(1, reply);
        world.take(box, "Archive", 4, reply);
        world.take(world.mailbox(), "INBOX", 9, reply);
        assertThat(world.told).hasSize(1);
        assertThat(world.kept()).hasSize(1);
    }

    @Test
    void a_folder_that_is_numbered_anew_is_read_again_and_nothing_counts_twice() {
        var reply = Letters.reply(BEA, world.mail(BEA));
        world.take(box, "INBOX", 7, 100, reply);
        world.take(box, "INBOX", 8, 1, reply);
        world.take(box, "INBOX", 8, 2, Letters.reply(BEA, world.mail(BEA)));
        assertThat(mark()).isEqualTo(new FolderMark(8, 2));
        assertThat(world.told).containsExactly("REPLY bea", "REPLY bea");
    }

    @Test
    void a_folder_that_was_never_read_has_no_mark() {
        assertThat(mark()).isEqualTo(new FolderMark(0, 0));
    }

    @Test
    void what_a_node_took_when_it_died_is_taken_again() {
        var reply = Letters.reply(BEA, world.mail(BEA));
        world.fail = true;
        assertThatThrownBy(() -> take(5, reply)).isInstanceOf(IllegalStateException.class);
        assertThat(mark()).isEqualTo(new FolderMark(0, 0));
        assertThat(world.kept()).isEmpty();
        world.fail = false;
        take(5, reply);
        assertThat(world.told).containsExactly("REPLY bea");
        assertThat(mark()).isEqualTo(new FolderMark(7, 5));
    }

    @Test
    void what_is_left_out_and_what_nobody_understands_moves_the_mark_and_is_counted() {
        world.run(services -> services.inbound.skip(new Inbound.Message(box, "INBOX", 7, 1, world.now)));
        world.take(box, "INBOX", 2, null);
        assertThat(mark()).isEqualTo(new FolderMark(7, 2));
        assertThat(view().taken()).isEqualTo(2);
        assertThat(view().unreadable()).isEqualTo(1);
    }

    @Test
    void mail_that_has_nothing_to_do_with_ours_leaves_only_a_count() {
        take(1, Letters.of(IncomingKind.REPLY, "stranger@example.org", List.of()));
        take(2, Letters.of(IncomingKind.OTHER, "news@example.org", List.of()));
        take(3, Letters.of(IncomingKind.BOUNCE, null, List.of("unknown@example.org")));
        take(4, Letters.of(IncomingKind.COMPLAINT, null, List.of()));
        assertThat(world.kept()).isEmpty();
        assertThat(world.heard.all()).isEmpty();
        assertThat(view())
                .returns(4L, MailboxView::taken)
                .returns(1L, MailboxView::unmatchedBounces)
                .returns(1L, MailboxView::unmatchedComplaints);
    }

    @Test
    void a_mail_that_names_none_of_ours_is_an_answer_to_the_newest_where_that_is_wanted() {
        world.mail(BEA);
        take(1, Letters.of(IncomingKind.REPLY, BEA, List.of()));
        assertThat(world.heard.all()).singleElement().returns(false, Heard::certain);
        var strict = world.mailbox(false);
        world.take(strict, "INBOX", 1, Letters.of(IncomingKind.REPLY, BEA, List.of()));
        assertThat(world.told).containsExactly("REPLY bea");
    }

    @Test
    void somebody_else_who_answers_is_no_reply_of_the_recipient() {
        take(1, Letters.reply("boss@customer.example", world.mail(BEA)));
        assertThat(world.told).containsExactly("FORWARDED bea", "OTHER_REPLY bea");
        assertThat(heard()).containsExactly(Heard.What.OTHER_REPLY);
    }

    @Test
    void of_two_recipients_nobody_says_who_handed_it_on() {
        take(1, Letters.reply("boss@elsewhere.example", world.mail(BEA, "carl@other.example")));
        assertThat(world.told).containsExactly("OTHER_REPLY bea", "OTHER_REPLY carl");
    }

    @Test
    void a_colleague_who_answers_is_no_reply() {
        var ben = EmailAddress.of("ben@sender.example");
        world.colleagues.add(ben);
        take(1, Letters.reply(ben.value(), world.mail(BEA)));
        take(2, Letters.reply(World.ANNA.value(), world.mail(BEA)));
        assertThat(world.heard.all()).isEmpty();
    }

    @Test
    void an_automatic_reply_is_no_reply_and_proves_that_the_mail_arrived() {
        take(1, Letters.away(BEA, world.mail(BEA), LocalDate.parse("2026-03-09")));
        assertThat(world.told).containsExactly("AUTO_REPLY bea", "AWAY bea 2026-03-09", "DELIVERED bea");
        assertThat(world.heard.all()).singleElement().returns(LocalDate.parse("2026-03-09"), Heard::returnsOn);
    }

    @Test
    void one_notice_tells_of_several_recipients() {
        var mail = world.mail(BEA, "carl@customer.example", "dora@customer.example");
        take(
                1,
                Letters.bounce(
                        mail,
                        Letters.report(BEA, Report.Action.FAILED, Reason.USER_UNKNOWN),
                        Letters.report("carl@customer.example", Report.Action.DELAYED, Reason.NETWORK)));
        assertThat(world.told).containsExactly("BOUNCED bea", "DELAYED carl");
        assertThat(heard()).containsExactly(Heard.What.BOUNCED_HARD, Heard.What.DELAYED);
        assertThat(world.heard.all().get(0).because())
                .isEqualTo("The address does not exist. The mail server said: 550 5.1.1 no such user");
    }

    @Test
    void an_address_that_is_dead_stays_so_until_something_comes_from_it() {
        take(1, Letters.bounce(world.mail(BEA), Letters.report(BEA, Report.Action.FAILED, Reason.USER_UNKNOWN)));
        assertThat(dead())
                .hasValueSatisfying(reason -> assertThat(reason).contains("2026-03-02", "The address does not exist."));
        world.pass(Duration.ofDays(1));
        take(2, Letters.reply(BEA, world.mail(BEA)));
        assertThat(dead()).isEmpty();
    }

    @Test
    void a_full_mailbox_says_nothing_against_the_address() {
        var mail = world.mail(BEA);
        take(1, Letters.bounce(mail, Letters.report(null, Report.Action.FAILED, Reason.MAILBOX_FULL)));
        var copy = mail.copies().get(0).id();
        assertThat(heard()).containsExactly(Heard.What.BOUNCED_SOFT);
        assertThat(dead()).isEmpty();
        assertThat(soft(copy)).containsExactly(copy);
    }

    @Test
    void a_wish_for_no_more_mail_holds_however_late_it_comes_and_a_mail_without_reference_does_not() {
        world.mail(BEA);
        world.pass(Duration.ofDays(200));
        take(1, Letters.of(IncomingKind.REPLY, BEA, List.of()));
        assertThat(world.heard.all()).isEmpty();
        take(2, Letters.of(IncomingKind.UNSUBSCRIBE, BEA, List.of()));
        assertThat(world.wishes).containsExactly(BEA + " MAIL");
    }

    @Test
    void a_notice_that_cannot_be_read_settles_nothing() {
        take(1, Letters.bounce(world.mail(BEA)));
        assertThat(world.told).containsExactly("NOTICE bea");
        assertThat(heard()).containsExactly(Heard.What.NOTICE);
    }

    @Test
    void a_complaint_and_a_wish_by_mail_end_all_mail_to_the_person() {
        take(
                1,
                Letters.of(
                        IncomingKind.COMPLAINT,
                        "feedback@provider.example",
                        List.of(world.mail(BEA).messageIdHeader())));
        take(
                2,
                Letters.of(
                        IncomingKind.UNSUBSCRIBE,
                        "carl@customer.example",
                        List.of(world.mail("carl@customer.example").messageIdHeader())));
        assertThat(world.wishes).containsExactly(BEA + " MAIL", "carl@customer.example MAIL");
        assertThat(heard()).containsExactly(Heard.What.COMPLAINT, Heard.What.UNSUBSCRIBE);
    }

    @Test
    void a_mail_in_the_folder_of_sent_mails_was_written_by_hand_unless_it_is_ours() {
        world.take(box, "Sent", 1, Letters.written(World.ANNA.value(), BEA, World.ANNA.value()));
        world.take(box, "Sent", 2, Letters.own(world.mail("carl@customer.example")));
        world.take(box, "Sent", 3, Letters.written("ben@sender.example", BEA));
        assertThat(world.wrote.all()).containsExactly(new WroteByHand(World.ANNA, World.BEA, World.NINE));
        assertThat(world.heard.all()).isEmpty();
        assertThat(world.kept()).isEmpty();
    }

    @Test
    void our_own_mail_is_seen_to_arrive_and_is_no_reply() {
        var mail = world.mail(World.ANNA.value());
        var copy = mail.copies().get(0).id();
        assertThat(arrived(copy)).isEmpty();
        take(1, Letters.own(mail));
        assertThat(world.told).containsExactly("DELIVERED anna");
        assertThat(arrived(copy)).hasValue(World.NINE);
        assertThat(reads(World.ANNA)).isTrue();
        assertThat(reads(World.BEA)).isFalse();
        take(2, Letters.reply(World.ANNA.value(), mail));
        assertThat(world.told).containsExactly("DELIVERED anna", "REPLY anna");
    }

    @Test
    void a_time_in_the_future_is_not_believed() {
        world.run(services -> services.inbound.take(
                new Inbound.Message(box, "INBOX", 7, 1, world.now.plus(Duration.ofDays(9))),
                Letters.reply(BEA, world.mail(BEA))));
        assertThat(world.heard.all()).singleElement().returns(World.NINE, Heard::at);
    }

    @Test
    void one_node_reads_a_mailbox_until_it_lets_go() {
        assertThat(claim("A")).hasSize(1);
        assertThat(claim("B")).isEmpty();
        assertThat(claim("A")).hasSize(1);
        world.endLeases();
        assertThat(claim("B")).hasSize(1);
        assertThat(claim("A")).isEmpty();
    }

    @Test
    void of_nodes_that_ask_at_once_one_reads() throws Exception {
        var nodes = Executors.newFixedThreadPool(4);
        try {
            for (var round = 0; round < 10; round++) {
                world.endLeases();
                var asked = new ArrayList<Callable<Integer>>();
                for (var node = 0; node < 4; node++) {
                    var name = "node" + round + "-" + node;
                    asked.add(() ->
                            world.on(name, services -> services.inbound.claim()).size());
                }
                var readers = 0;
                for (var answer : nodes.invokeAll(asked)) {
                    readers += answer.get();
                }
                assertThat(readers).isEqualTo(1);
            }
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void a_message_that_two_nodes_take_at_once_counts_once() throws Exception {
        var reply = Letters.reply(BEA, world.mail(BEA));
        var nodes = Executors.newFixedThreadPool(2);
        try {
            var both = nodes.invokeAll(List.<Callable<Boolean>>of(() -> took(reply), () -> took(reply)));
            for (var one : both) {
                one.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(world.kept()).hasSize(1);
        assertThat(view().taken()).isEqualTo(1);
    }

    private boolean took(Incoming reply) {
        world.on("A", services -> {
            services.inbound.take(new Inbound.Message(box, "INBOX", 7, 1, World.NINE), reply);
            return true;
        });
        return true;
    }

    @Test
    @Tag("F7")
    void replies_are_known_until_the_last_look_that_ended() {
        assertThat(readUntil(World.ANNA)).hasValue(Instant.EPOCH);
        world.run(services -> services.inbound.finished(box, World.NINE));
        assertThat(readUntil(World.ANNA)).hasValue(World.NINE);
        world.run(services -> services.inbound.finished(box, World.NINE.minusSeconds(60)));
        assertThat(readUntil(World.ANNA)).hasValue(World.NINE);
        assertThat(readUntil(World.BEA)).isEmpty();
    }

    @Test
    @Tag("F7")
    void of_two_mailboxes_of_an_address_the_one_read_longer_ago_counts() {
        world.run(services -> services.inbound.finished(box, World.NINE));
        var second = world.mailbox();
        world.run(services -> services.inbound.finished(second, World.NINE.minusSeconds(300)));
        assertThat(readUntil(World.ANNA)).hasValue(World.NINE.minusSeconds(300));
    }

    @Test
    void a_mailbox_that_fails_is_tried_later_each_time_and_says_since_when() {
        var pauses = new ArrayList<Duration>();
        for (var i = 0; i < 7; i++) {
            var next = world.in(services -> services.inbound.failed(box, "NO [AUTHENTICATIONFAILED] wrong"));
            pauses.add(Duration.between(world.now, next));
            world.now = next;
        }
        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(4),
                        Duration.ofMinutes(8),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10));
        assertThat(view())
                .returns(MailboxView.State.FAILED, MailboxView::state)
                .returns(World.NINE, MailboxView::failedSince)
                .returns("NO [AUTHENTICATIONFAILED] wrong", MailboxView::failure);
        world.run(services -> services.inbound.finished(box, world.now));
        assertThat(view())
                .returns(MailboxView.State.READING, MailboxView::state)
                .returns(null, MailboxView::failure);
        world.pass(Duration.ofMinutes(16));
        assertThat(view().state()).isEqualTo(MailboxView.State.WAITING);
    }

    @Test
    @Tag("Z1")
    void the_secret_lies_sealed_in_the_database_and_opens_for_whoever_reads() {
        var stored = database.inTransaction(
                manager -> (String) manager.createNativeQuery("select secret from mailbox where id = :id", String.class)
                        .setParameter("id", box)
                        .getSingleResult());
        assertThat(stored).startsWith("1.1.").doesNotContain("secret");
        assertThat(claim("A")).singleElement().satisfies(mailbox -> {
            assertThat(mailbox.server().secret()).isEqualTo("secret");
            assertThat(mailbox.toString()).doesNotContain("secret");
        });
        assertThat(view().hasSecret()).isTrue();
    }

    @Test
    void another_server_is_read_from_the_beginning_and_another_name_is_not() {
        take(8, Letters.of(IncomingKind.OTHER, null, List.of()));
        world.run(services -> services.inbound.finished(box, World.NINE));
        update(World.plain("imap.sender.example", "other"));
        assertThat(mark()).isEqualTo(new FolderMark(7, 8));
        update(World.plain("imap.elsewhere.example", "other"));
        assertThat(mark()).isEqualTo(new FolderMark(0, 0));
        assertThat(view().state()).isEqualTo(MailboxView.State.NEW);
        assertThat(world.changed.all()).hasSize(3);
    }

    private void update(Mailbox to) {
        world.run(services -> services.store.update(
                World.ADMIN,
                new Mailbox(box, to.name(), to.server(), to.addresses(), to.folders(), to.sentFolder(), true),
                true));
    }

    @Test
    void what_was_taken_stays_when_a_mailbox_is_removed() {
        take(1, Letters.reply(BEA, world.mail(BEA)));
        world.run(services -> services.store.delete(World.ADMIN, box));
        assertThat(world.kept()).hasSize(1);
        take(2, Letters.reply(BEA, world.mail(BEA)));
        assertThat(world.kept()).hasSize(1);
        assertThat(failed("gone")).isEqualTo(Instant.MAX);
    }

    @Test
    void the_mailbox_of_the_environment_comes_first_and_may_be_internal() {
        world.settings = World.settings(ENVIRONMENT);
        assertThat(views())
                .extracting(MailboxView::id, MailboxView::ofEnvironment)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("environment", true),
                        org.assertj.core.groups.Tuple.tuple(box, false));
        assertThat(claim("A").get(0).server().trusted()).isTrue();
        world.take(Mailbox.ENVIRONMENT, "INBOX", 1, Letters.reply(BEA, world.mail(BEA)));
        assertThat(world.told).containsExactly("REPLY bea");
    }

    @Test
    void people_see_what_came_back_to_the_mails_that_they_see() {
        take(1, Letters.reply(BEA, world.mail(BEA)));
        take(2, Letters.away(BEA, world.mail(BEA), null));
        var other = World.viewer(UserId.next());
        assertThat(list(other, null, null, PageRequest.first()).items()).isEmpty();
        assertThat(world.in(services ->
                                services.mails.list(World.ADMIN, IncomingKind.AUTO_REPLY, box, PageRequest.first()))
                        .items())
                .hasSize(1);
        var first = list(World.ADMIN, null, null, PageRequest.of(1, null));
        var second = list(World.ADMIN, null, null, PageRequest.of(1, first.next()));
        assertThat(second.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(second.next()).isNull();
    }

    @Test
    void after_ninety_days_it_is_forgotten() {
        take(1, Letters.reply(BEA, world.mail(BEA)));
        world.run(services -> services.mails.forgetOld(World.NINE.plus(Duration.ofDays(90))));
        assertThat(world.kept()).hasSize(1);
        world.run(services -> services.mails.forgetOld(World.NINE.plus(Duration.ofDays(91))));
        assertThat(world.kept()).isEmpty();
    }
}
