package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tinypixel.engagement.World.NINE;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.classify.Verdict;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.tracking.StoredMessage;

/** What the read model promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngagementContract {
    final World world;

    EngagementContract(TestDatabase database) {
        world = new World(database);
    }

    @BeforeEach
    void forget() {
        world.told.clear();
        world.due.clear();
        world.refused.clear();
        world.ownSessions.clear();
        world.untracked.clear();
        world.now = NINE;
        world.failOutbox = false;
        world.classifier = new SimpleClassifier();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void the_oldest_and_the_newest_change_that_are_kept_are_known_and_none_of_what_is_forgotten() {
        world.database.transaction(manager -> World.liveChanges(manager).forget(NINE.plusSeconds(1_000_000)));
        assertThat(ends().get(0)).isZero();
        world.sent();
        world.sent();
        var kept = world.live().stream().map(LiveFeed.Change::id).toList();
        assertThat(kept).hasSizeGreaterThan(1);
        assertThat(ends()).containsExactly(kept.get(0), kept.get(kept.size() - 1));
    }

    private List<Long> ends() {
        return world.database.inTransaction(manager -> {
            var changes = World.liveChanges(manager);
            return List.of(changes.oldest(), changes.newest());
        });
    }

    @Test
    void a_mail_that_was_taken_in_waits_and_tells_nobody() {
        var copy = world.mail(UserId.next(), "Offer", NINE, "ada@example.com").get(0);
        var row = world.row(copy);
        assertThat(row.shown).isEqualTo("queued");
        assertThat(row.shownReason).isEqualTo("Queued, waiting for its turn.");
        assertThat(world.state(copy).sentAt()).isNull();
        assertThat(world.told).isEmpty();
    }

    @Test
    void a_sent_mail_of_which_nothing_is_known_is_not_seen_and_the_crm_hears_that_it_was_sent() {
        var copy = world.sent();
        assertThat(world.row(copy).shown).isEqualTo("not-seen");
        assertThat(world.state(copy).sentAt()).isEqualTo(NINE.plusSeconds(3));
        assertThat(world.told).containsExactly(copy + "|SENT");
    }

    @Test
    void a_mail_that_the_client_sends_itself_counts_as_sent() {
        var copy = world.mail(UserId.next(), "Own server", NINE, false, message -> message, "ada@example.com")
                .get(0);
        var own = world.row(copy);
        assertThat(own.shown).isEqualTo("not-seen");
        assertThat(own.sentAt).isEqualTo(NINE);
    }

    @Test
    void an_open_by_a_person_shows_and_waits_twenty_seconds_before_the_crm_hears_of_it() {
        var copy = world.sent();
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600))));
        var state = world.state(copy);
        assertThat(state.engagement().status()).isEqualTo(EngagementStatus.OPENED);
        assertThat(state.engagement().opens()).isEqualTo(1);
        assertThat(world.row(copy).shown).isEqualTo("opened");
        assertThat(world.due.get(copy + "|OPENED")).isEqualTo(NINE.plusSeconds(20));
    }

    @Test
    void a_second_open_is_told_at_once() {
        var copy = world.sent();
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600))));
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(6000))));
        assertThat(world.due.get(copy + "|OPENED")).isEqualTo(NINE);
    }

    @Test
    void a_machine_open_shows_and_is_told_to_nobody() {
        var copy = world.sent();
        world.told.clear();
        world.hits(List.of(Hits.open(copy, "scanner", NINE.plusSeconds(4))));
        assertThat(world.row(copy).shown).isEqualTo("opened-by-machine");
        assertThat(world.state(copy).engagement().machineLoads()).isEqualTo(1);
        assertThat(world.told).isEmpty();
        assertThat(notices(copy)).isEmpty();
    }

    @Test
    void a_repeated_batch_changes_nothing_and_tells_nobody() {
        var copy = world.sent();
        var batch = List.of(
                Hits.open(copy, "person", NINE.plusSeconds(600)), Hits.click(copy, 0, "person", NINE.plusSeconds(610)));
        world.hits(batch);
        var before = world.state(copy);
        world.told.clear();
        world.hits(batch);
        assertThat(world.state(copy)).isEqualTo(before);
        assertThat(world.told).isEmpty();
    }

    @Test
    void hits_of_a_copy_that_nobody_knows_are_logged_and_ignored() {
        var stray = Hits.open(CopyId.next(), "person", NINE);
        world.hits(List.of(stray));
        var found = world.with(beans -> beans.engagements().state(stray.copy()));
        assertThat(found).isEmpty();
        var logged = world.with(beans -> beans.log.of(List.of(stray.copy())));
        assertThat(logged.get(stray.copy())).extracting(Hit::id).containsExactly(stray.id());
    }

    @Test
    void a_batch_that_cannot_tell_the_outbox_leaves_nothing_behind_and_succeeds_later() {
        var copy = world.sent();
        var batch = List.of(Hits.open(copy, "person", NINE.plusSeconds(600)));
        world.failOutbox = true;
        assertThatThrownBy(() -> world.hits(batch)).isInstanceOf(IllegalStateException.class);
        assertThat(world.state(copy).engagement().opens()).isZero();
        world.failOutbox = false;
        world.hits(batch);
        assertThat(world.state(copy).engagement().opens()).isEqualTo(1);
    }

    @Test
    void any_order_split_and_repetition_of_the_same_evidence_gives_the_same_result() {
        orderDoesNotCount(6, List.of("person", "scanner"));
    }

    @Test
    void the_real_rules_do_not_care_for_order_either() {
        world.classifier = new Classifier();
        orderDoesNotCount(
                6,
                List.of(
                        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5.0",
                        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
                        "curl/8.5.0"));
    }

    private void orderDoesNotCount(int seeds, List<String> agents) {
        for (var seed = 0; seed < seeds; seed++) {
            var random = new Random(seed);
            var reference = world.sent();
            var shuffled =
                    world.mail(UserId.next(), "Offer", NINE, "ada@example.com").get(0);
            var all = evidence(random, reference, agents);
            world.hits(all);
            world.delivery(reference, DeliveryStatus.DELIVERED, NINE.plusSeconds(9), null);

            var steps = new ArrayList<Runnable>();
            var mine =
                    new ArrayList<>(all.stream().map(hit -> of(shuffled, hit)).toList());
            mine.addAll(mine.subList(0, random.nextInt(mine.size())));
            Collections.shuffle(mine, random);
            while (!mine.isEmpty()) {
                var part = List.copyOf(mine.subList(0, 1 + random.nextInt(mine.size())));
                mine.subList(0, part.size()).clear();
                steps.add(() -> world.hits(part));
            }
            steps.add(() -> world.delivery(shuffled, DeliveryStatus.DELIVERED, NINE.plusSeconds(9), null));
            steps.add(() -> world.delivery(shuffled, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued"));
            Collections.shuffle(steps, random);
            steps.forEach(Runnable::run);

            assertThat(world.row(shuffled).figures())
                    .as("seed %s", seed)
                    .isEqualTo(world.row(reference).figures());
            assertThat(world.row(shuffled).shown).isEqualTo(world.row(reference).shown);
        }
    }

    @Test
    void two_batches_at_once_that_touch_the_same_copies_lose_nothing() {
        var owner = UserId.next();
        var copies = new ArrayList<CopyId>();
        for (var number = 0; number < 8; number++) {
            copies.addAll(world.mail(owner, "Offer " + number, NINE, "ada@example.com"));
        }
        var workers = Executors.newFixedThreadPool(4);
        try {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (var worker = 0; worker < 4; worker++) {
                var seed = worker;
                all.add(CompletableFuture.runAsync(
                        () -> {
                            var random = new Random(seed);
                            for (var round = 0; round < 5; round++) {
                                var mixed = new ArrayList<>(copies);
                                Collections.shuffle(mixed, random);
                                var at = NINE.plus(Duration.ofHours(1 + seed * 5L + round));
                                world.hits(mixed.stream()
                                        .map(copy -> Hits.open(copy, "person", at))
                                        .toList());
                            }
                        },
                        workers));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            workers.shutdown();
        }
        assertThat(copies).allSatisfy(copy -> {
            var state = world.state(copy);
            assertThat(state.engagement().opens()).isEqualTo(20);
            assertThat(notices(copy)).hasSize(1);
        });
    }

    @Test
    void a_copy_that_was_read_before_it_was_locked_is_folded_from_what_is_there_now() {
        var copy = world.sent();
        world.run(beans -> {
            assertThat(beans.engagements().state(copy)).isPresent();
            world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600))));
            beans.engagements().reply(copy, NINE.plusSeconds(700), "Re: Offer");
        });
        assertThat(world.state(copy).engagement().opens()).isEqualTo(1);
        assertThat(world.state(copy).engagement().status()).isEqualTo(EngagementStatus.REPLIED);
    }

    @Test
    void older_news_of_a_delivery_never_replaces_newer() {
        var copy = world.sent();
        world.delivery(copy, DeliveryStatus.DELAYED, NINE.plusSeconds(1), "451 try later");
        assertThat(world.state(copy).delivery()).isEqualTo(DeliveryStatus.SENT);
        world.delivery(copy, DeliveryStatus.DELAYED, NINE.plusSeconds(60), "451 try later");
        var row = world.row(copy);
        assertThat(row.shown).isEqualTo("delayed");
        assertThat(row.shownReason).isEqualTo("Not delivered yet, still being tried: 451 try later.");
    }

    @Test
    void a_bounce_stays_whatever_comes_beside_it_and_makes_its_open_a_machines() {
        var copy = world.sent();
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(5))));
        world.delivery(copy, DeliveryStatus.BOUNCED, NINE.plusSeconds(20), "550 no such user");
        world.delivery(copy, DeliveryStatus.DELIVERED, NINE.plusSeconds(40), null);
        var row = world.row(copy);
        assertThat(row.shown).isEqualTo("bounced");
        assertThat(row.shownReason).isEqualTo("It could not be delivered: 550 no such user.");
        assertThat(row.status).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        assertThat(world.told).contains(copy + "|BOUNCED", copy + "|OPENED");
        assertThat(notices(copy)).containsExactly("open", "bounce");
    }

    @Test
    void a_hand_over_without_an_answer_is_settled_by_a_hit() {
        var copy = world.mail(UserId.next(), "Offer", NINE, "ada@example.com").get(0);
        world.delivery(copy, DeliveryStatus.NOT_CONFIRMED, NINE.plusSeconds(3), null);
        assertThat(world.row(copy).shown).isEqualTo("not-confirmed");
        assertThat(world.state(copy).sentAt()).isNull();
        world.hits(List.of(Hits.open(copy, "scanner", NINE.plusSeconds(8))));
        assertThat(world.state(copy).delivery()).isEqualTo(DeliveryStatus.SENT);
        assertThat(world.state(copy).sentAt()).isEqualTo(NINE.plusSeconds(3));
        assertThat(world.row(copy).shown).isEqualTo("opened-by-machine");
    }

    @Test
    void news_of_a_delivery_that_come_twice_are_one_line_of_the_history() {
        var copy = world.sent();
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        assertThat(world.told).containsExactly(copy + "|SENT");
        var lines = world.with(
                beans -> beans.queries.events(world.state(copy).message(), org.tinypixel.base.PageRequest.first()));
        assertThat(lines).extracting(line -> line.kind).containsExactly("queued", "sent");
    }

    @Test
    void a_reply_shows_and_is_told_once() {
        var copy = world.sent();
        world.run(beans -> beans.engagements().reply(copy, NINE.plusSeconds(900), "Re: Offer"));
        world.run(beans -> beans.engagements().reply(copy, NINE.plusSeconds(900), "Re: Offer"));
        assertThat(world.state(copy).repliedAt()).isEqualTo(NINE.plusSeconds(900));
        assertThat(world.row(copy).shown).isEqualTo("replied");
        assertThat(world.told).containsOnlyOnce(copy + "|REPLIED");
        assertThat(notices(copy)).containsExactly("reply");
    }

    @Test
    void the_first_open_the_first_click_of_each_link_and_a_reply_are_told_aloud_once() {
        var copy = world.sent();
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600))));
        world.hits(List.of(Hits.click(copy, 0, "person", NINE.plusSeconds(610))));
        world.hits(List.of(
                Hits.open(copy, "person", NINE.plusSeconds(9000)),
                Hits.click(copy, 0, "person", NINE.plusSeconds(9010)),
                Hits.click(copy, 1, "person", NINE.plusSeconds(9020))));
        assertThat(world.live().stream()
                        .filter(change -> change.copy().equals(copy) && change.notice() != null)
                        .map(change -> change.notice().text()))
                .containsExactly(
                        "ada@example.com opened “Offer”.",
                        "ada@example.com clicked “Prices” in “Offer”.",
                        "ada@example.com clicked https://example.com/demo in “Offer”.");
    }

    @Test
    @Tag("S4")
    void ten_reloads_are_one_notification_and_an_open_after_seven_quiet_days_is_one_more() {
        var copy = world.sent();
        for (var reload = 0; reload < 10; reload++) {
            world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600 + reload * 30L))));
        }
        for (var day = 1; day <= 6; day++) {
            world.hits(List.of(Hits.open(copy, "person", NINE.plus(Duration.ofDays(day)))));
        }
        assertThat(notices(copy)).containsExactly("open");
        var late = List.of(Hits.open(copy, "person", NINE.plus(Duration.ofDays(13))));
        world.hits(late);
        assertThat(notices(copy)).containsExactly("open", "open");
        world.hits(late);
        world.hits(List.of(Hits.open(copy, "person", NINE.plus(Duration.ofDays(14)))));
        assertThat(notices(copy)).containsExactly("open", "open");
    }

    @Test
    @Tag("S4")
    void an_open_by_a_machine_after_quiet_days_is_no_notification() {
        var copy = world.sent();
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600))));
        world.hits(List.of(Hits.open(copy, "scanner", NINE.plus(Duration.ofDays(30)))));
        assertThat(notices(copy)).containsExactly("open");
    }

    @Test
    @Tag("S4")
    void a_mail_that_is_read_for_years_takes_no_more_room_for_what_was_told() {
        var copy = world.sent();
        for (var month = 0; month < 24; month++) {
            world.hits(List.of(Hits.open(copy, "person", NINE.plus(Duration.ofDays(1 + month * 30L)))));
        }
        assertThat(notices(copy)).hasSize(24);
        assertThat(world.row(copy).announced()).hasSize(2);
    }

    @Test
    @Tag("S4")
    void that_a_mail_was_forwarded_is_told_once() {
        world.classifier = new Classifier();
        var copy = world.sent();
        for (var time = 0; time < 3; time++) {
            var at = NINE.plusSeconds(900 + time);
            world.run(beans -> beans.engagements().otherAddressReply(copy, at, "from eve@example.com"));
        }
        assertThat(world.live().stream()
                        .filter(change -> change.copy().equals(copy) && change.notice() != null)
                        .map(change -> change.notice().text()))
                .containsExactly("“Offer” to ada@example.com was forwarded.");
    }

    @Test
    void a_test_mail_is_told_to_nobody() {
        var copy = world.mail(UserId.next(), "Test", NINE, true, EngagementContract::asTest, "ada@example.com")
                .get(0);
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(1), null);
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(600))));
        assertThat(world.told).isEmpty();
        assertThat(notices(copy)).isEmpty();
    }

    @Test
    void a_view_that_was_recognized_as_our_own_stays_ours_after_the_session_ended() {
        var copy = world.sent();
        world.ownSessions.add("session");
        world.hits(List.of(Hits.hit(copy, HitKind.OPEN, -1, "person", NINE.plusSeconds(600), "session")));
        world.ownSessions.clear();
        world.hits(List.of(Hits.open(copy, "person", NINE.plus(Duration.ofDays(40)))));
        assertThat(world.state(copy).engagement().opens()).isEqualTo(1);
        var lines = world.with(
                beans -> beans.queries.events(world.state(copy).message(), org.tinypixel.base.PageRequest.first()));
        assertThat(lines)
                .filteredOn(line -> line.verdict != null)
                .extracting(line -> line.verdict)
                .containsExactly(Verdict.OWN, Verdict.HUMAN);
    }

    @Test
    void an_unsubscribe_stops_further_mail_and_is_flagged() {
        var copy = world.sent();
        var hit = Hits.hit(copy, HitKind.UNSUBSCRIBE, -1, "person", NINE.plusSeconds(60), null);
        world.hits(List.of(hit));
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(90))));
        assertThat(world.refused).containsExactly("ada@example.com MAIL");
        assertThat(world.row(copy).unsubscribed).isTrue();
    }

    @Test
    @Tag("D5")
    void of_a_person_who_is_not_tracked_no_hit_is_stored_but_the_wish_for_no_more_mail_is() {
        var copy = world.sent();
        world.untracked.add(new EmailAddress("ada@example.com"));
        world.hits(List.of(
                Hits.open(copy, "person", NINE.plusSeconds(60)),
                Hits.hit(copy, HitKind.UNSUBSCRIBE, -1, "person", NINE.plusSeconds(70), null)));
        assertThat(world.row(copy).opens).isZero();
        assertThat(world.row(copy).unsubscribed).isTrue();
        assertThat(world.refused).containsExactly("ada@example.com MAIL");
    }

    @Test
    void a_note_of_a_follow_up_is_one_line_and_told_to_the_crm() {
        var copy = world.sent();
        for (var time = 0; time < 2; time++) {
            world.run(beans -> beans.engagements()
                    .note(copy, NINE.plusSeconds(50), EventType.FOLLOW_UP, "Sent step 1: no open seen."));
        }
        assertThat(world.told).containsOnlyOnce(copy + "|FOLLOW_UP");
        var last = world.with(beans -> beans.engagements().lastNote(copy, EventType.FOLLOW_UP));
        assertThat(last).hasValueSatisfying(note -> assertThat(note.text()).isEqualTo("Sent step 1: no open seen."));
    }

    @Test
    void news_of_a_copy_that_is_gone_are_dropped() {
        world.delivery(CopyId.next(), DeliveryStatus.SENT, NINE, null);
        assertThat(world.told).isEmpty();
    }

    private List<String> notices(CopyId copy) {
        return world.live().stream()
                .filter(change -> change.copy().equals(copy) && change.notice() != null)
                .map(change -> change.notice().kind())
                .toList();
    }

    private static StoredMessage asTest(StoredMessage message) {
        return new StoredMessage(
                message.id(),
                message.owner(),
                message.sender(),
                message.senderName(),
                message.subject(),
                message.messageIdHeader(),
                message.threadReferences(),
                message.campaign(),
                message.template(),
                message.sequence(),
                true,
                message.createdAt(),
                message.copies());
    }

    private static List<Hit> evidence(Random random, CopyId copy, List<String> agents) {
        var hits = new ArrayList<Hit>();
        for (var number = 0; number < 2 + random.nextInt(12); number++) {
            var at = NINE.plusSeconds(5 + random.nextInt(20_000));
            var who = agents.get(random.nextInt(agents.size()));
            hits.add(random.nextInt(3) == 0 ? Hits.click(copy, random.nextInt(2), who, at) : Hits.open(copy, who, at));
        }
        return hits;
    }

    private static Hit of(CopyId copy, Hit hit) {
        return Hits.hit(copy, hit.kind(), hit.linkIndex(), hit.header("user-agent"), hit.receivedAt(), hit.session());
    }

    @Test
    void news_that_change_no_figure_stand_in_the_history_once() {
        var copy = world.sent();
        for (var i = 0; i < 2; i++) {
            world.run(beans -> beans.engagements()
                    .tell(copy, NINE.plusSeconds(60), Engagements.News.AUTO_REPLY, "An automatic reply arrived."));
        }
        assertThat(world.kinds(copy).stream().filter("auto-reply"::equals)).hasSize(1);
    }

    @Test
    void an_absent_recipient_is_flagged_until_another_reply_says_otherwise() {
        var copy = world.sent();
        world.run(beans -> beans.engagements().away(copy, LocalDate.parse("2026-03-09")));
        assertThat(CopyView.of(world.row(copy)).flags()).contains("Out of office until 2026-03-09");
        world.run(beans -> beans.engagements().away(copy, null));
        assertThat(CopyView.of(world.row(copy)).flags()).isEmpty();
    }

    @Test
    void the_last_mail_between_two_is_the_one_that_was_sent_last() {
        var sent = world.mail(UserId.next(), "Offer", NINE, "last@example.com").get(0);
        world.delivery(sent, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        world.mail(UserId.next(), "Never sent", NINE.plusSeconds(1), "last@example.com");
        var sam = List.of(EmailAddress.of("sam@sender.example"));
        var who = EmailAddress.of("last@example.com");
        assertThat(last(who, sam, NINE, NINE.plusSeconds(3))).hasValue(sent);
        assertThat(last(who, sam, NINE, NINE.plusSeconds(2))).isEmpty();
        assertThat(last(who, List.of(who), NINE, NINE.plusSeconds(9))).isEmpty();
        assertThat(last(who, List.of(), NINE, NINE.plusSeconds(9))).isEmpty();
    }

    private Optional<CopyId> last(EmailAddress recipient, List<EmailAddress> senders, Instant from, Instant to) {
        return world.with(beans -> beans.engagements().lastMail(recipient, senders, from, to));
    }

    @Test
    void a_mail_that_was_late_is_no_longer_when_the_recipient_answers() {
        var copy = world.sent();
        world.delivery(
                copy, DeliveryStatus.DELAYED, NINE.plusSeconds(600), "The other mail server could not be reached.");
        assertThat(world.row(copy).shown).isEqualTo("delayed");
        world.run(beans -> beans.engagements().reply(copy, NINE.plusSeconds(900), "A reply arrived."));
        assertThat(world.row(copy).shown).isEqualTo("replied");
        assertThat(world.row(copy).delivery).isEqualTo(DeliveryStatus.SENT);
    }
}
