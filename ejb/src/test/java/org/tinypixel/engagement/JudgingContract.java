package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tinypixel.engagement.World.NINE;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.classify.Correction;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.classify.Verdict;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.settings.Settings;

/** The real rules on a real database: what many copies say together, and what people say by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JudgingContract {
    private static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36";
    private static final String THUNDERBIRD =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:115.0) Gecko/20100101 Thunderbird/115.9.0";
    private static final String SOMEWHERE = "198.51.100.7";

    final World world;

    JudgingContract(TestDatabase database) {
        world = new World(database);
    }

    @BeforeEach
    void forget() {
        world.told.clear();
        world.due.clear();
        world.audit.clear();
        world.now = NINE.plusSeconds(3600);
        world.classifier = new Classifier();
    }

    @AfterAll
    void close() {
        world.close();
    }

    private static Hit load(CopyId copy, String address, Instant at) {
        return new Hit(HitId.next(), copy, HitKind.OPEN, -1, at, "GET", address, Map.of("user-agent", CHROME), null);
    }

    private static Hit click(CopyId copy, int link, Instant at) {
        return new Hit(
                HitId.next(), copy, HitKind.CLICK, link, at, "GET", SOMEWHERE, Map.of("user-agent", CHROME), null);
    }

    /** One mail to so many people, each with a copy of their own. */
    private List<CopyId> sentTo(int people) {
        var to = IntStream.range(0, people)
                .mapToObj(number -> "person" + number + "@example.com")
                .toArray(String[]::new);
        var copies = world.mail(UserId.next(), "Offer", NINE, to);
        copies.forEach(copy -> world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued"));
        return copies;
    }

    private EngagementStatus status(CopyId copy) {
        return world.state(copy).engagement().status();
    }

    private static String address(int number) {
        return "198.51.101." + number;
    }

    @Test
    void a_batch_of_twice_as_many_mails_takes_hardly_more_statements() {
        var few = statementsFor(100);
        var many = statementsFor(200);
        assertThat(few).isLessThan(60);
        assertThat(many).isLessThan(few + 10);
    }

    private long statementsFor(int mails) {
        var recipients = IntStream.range(0, mails)
                .mapToObj(number -> "r" + number + "@example.com")
                .toArray(String[]::new);
        var copies = world.mail(UserId.next(), "Offer", NINE, recipients);
        var hits = IntStream.range(0, mails)
                .mapToObj(number -> load(copies.get(number), "198.51.100." + number, NINE.plusSeconds(60L * number)))
                .toList();
        var statistics = world.database.factory().unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            world.hits(hits);
            return statistics.getPrepareStatementCount();
        } finally {
            statistics.clear();
            statistics.setStatisticsEnabled(false);
        }
    }

    @Test
    void the_fourth_recipient_that_one_address_asks_for_within_a_minute_makes_a_scanner_of_the_first_three_too() {
        var copies = sentTo(4);
        var start = NINE.plusSeconds(600);
        for (var number = 0; number < 3; number++) {
            world.hits(List.of(load(copies.get(number), SOMEWHERE, start.plusSeconds(number * 20L))));
        }
        assertThat(copies.subList(0, 3)).allMatch(copy -> status(copy) == EngagementStatus.OPENED);
        world.told.clear();
        world.hits(List.of(load(copies.get(3), SOMEWHERE, start.plusSeconds(60))));
        assertThat(copies).allMatch(copy -> status(copy) == EngagementStatus.OPENED_BY_MACHINE);
        assertThat(world.told)
                .as("the CRM hears that the three were no opens")
                .contains(copies.get(0) + "|OPENED", copies.get(1) + "|OPENED", copies.get(2) + "|OPENED");
        assertThat(world.row(copies.get(0)).shownReason).contains("several recipients");
    }

    @Test
    void four_recipients_from_one_address_over_more_than_a_minute_are_an_office() {
        var copies = sentTo(4);
        for (var number = 0; number < 4; number++) {
            world.hits(List.of(load(copies.get(number), SOMEWHERE, NINE.plusSeconds(900 + number * 21L))));
        }
        assertThat(copies).allMatch(copy -> status(copy) == EngagementStatus.OPENED);
    }

    @Test
    void somebody_who_goes_through_all_mails_of_one_person_is_that_person() {
        var start = NINE.plusSeconds(600);
        var copies = new ArrayList<CopyId>();
        for (var number = 0; number < 6; number++) {
            var copy = world.mail(UserId.next(), "Offer " + number, NINE, "one@example.com")
                    .get(0);
            world.delivery(copy, DeliveryStatus.SENT, NINE, "250 queued");
            copies.add(copy);
            world.hits(List.of(load(copy, address(1), start.plusSeconds(number))));
        }
        assertThat(copies).allMatch(copy -> status(copy) == EngagementStatus.OPENED);
    }

    @Test
    void eight_recipients_of_one_network_within_a_second_are_a_scanner_with_many_addresses() {
        var copies = sentTo(8);
        for (var number = 0; number < 8; number++) {
            world.hits(List.of(load(
                    copies.get(number),
                    "198.51.102." + (number + 1),
                    NINE.plusSeconds(700).plusMillis(number * 100L))));
        }
        assertThat(copies).allMatch(copy -> status(copy) == EngagementStatus.OPENED_BY_MACHINE);
    }

    @Test
    @Tag("HIT9")
    void neither_the_order_nor_the_borders_of_batches_nor_repeats_change_what_a_burst_means() {
        var random = new Random(20260302);
        for (var round = 0; round < 4; round++) {
            var copies = sentTo(10);
            var hits = new ArrayList<Hit>();
            for (var number = 0; number < 10; number++) {
                // Three of them a while before, of which the nearest is one minute away from the fourth.
                var at = number < 3 ? number * 5L : 65 + number * 5L;
                hits.add(load(copies.get(number), "203.0.113." + (round + 1), NINE.plusSeconds(1000 + at)));
            }
            var batches = new ArrayList<>(hits);
            batches.addAll(hits.subList(0, random.nextInt(10)));
            Collections.shuffle(batches, random);
            while (!batches.isEmpty()) {
                var part = batches.subList(0, 1 + random.nextInt(Math.min(4, batches.size())));
                world.hits(List.copyOf(part));
                part.clear();
            }
            assertThat(copies.subList(0, 3)).allMatch(copy -> status(copy) == EngagementStatus.OPENED);
            assertThat(copies.subList(3, 10)).allMatch(copy -> status(copy) == EngagementStatus.OPENED_BY_MACHINE);
        }
    }

    @Test
    void halves_of_a_burst_that_two_nodes_stored_at_the_same_time_are_put_together_a_minute_later() {
        var copies = sentTo(4);
        var at = NINE.plusSeconds(1500);
        var hits = copies.stream().map(copy -> load(copy, address(9), at)).toList();
        // As if each node had looked before the other committed.
        world.run(beans -> {
            beans.log.insertNew(hits.stream().map(new Classifier()::located).toList());
            beans.folding.fold(copies);
        });
        assertThat(copies).allMatch(copy -> status(copy) == EngagementStatus.OPENED);
        world.now = at.plusSeconds(30);
        var late = world.with(beans -> {
            var look = new LateBursts();
            look.bursts = beans.bursts;
            look.folding = beans.folding;
            return look.look(world.now);
        });
        assertThat(late).isEqualTo(4);
        assertThat(copies).allMatch(copy -> status(copy) == EngagementStatus.OPENED_BY_MACHINE);
    }

    @Test
    void a_doubtful_click_is_shown_at_once_and_told_to_others_a_minute_later() {
        var copy = sentTo(1).get(0);
        var at = NINE.plusSeconds(12);
        world.now = at.plusSeconds(1);
        world.hits(List.of(click(copy, 0, at)));
        assertThat(status(copy)).isEqualTo(EngagementStatus.CLICKED);
        assertThat(world.due.get(copy + "|CLICKED")).isEqualTo(at.plusSeconds(60));
        assertThat(world.due.get(copy + "|OPENED")).isEqualTo(at.plusSeconds(60));
    }

    @Test
    void how_long_a_mail_was_viewed_reaches_its_page() {
        var copy = sentTo(1).get(0);
        var at = NINE.plusSeconds(800);
        var agent = Map.of("user-agent", THUNDERBIRD);
        world.hits(List.of(
                new Hit(HitId.next(), copy, HitKind.OPEN, -1, at, "GET", SOMEWHERE, agent, null),
                new Hit(HitId.next(), copy, HitKind.VIEW, -1, at, "GET", SOMEWHERE, agent, null)
                        .held(Duration.ofMillis(20_400))));
        assertThat(CopyView.of(world.row(copy)).opens().viewSeconds()).isEqualTo(20);
        var version = world.state(copy).version();
        world.run(beans -> beans.folding.fold(List.of(copy)));
        assertThat(world.state(copy).version()).as("nothing is new").isEqualTo(version);
    }

    private record Opened(CopyId copy, String message, String event, UserId owner) {}

    private Opened opened(String address) {
        var owner = UserId.next();
        var copy = world.mail(owner, "Offer", NINE, "ada@example.com").get(0);
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        var hit = load(copy, address, NINE.plusSeconds(2000));
        world.hits(List.of(hit));
        return new Opened(copy, world.state(copy).message().value(), hit.id().value(), owner);
    }

    private EventView correct(Opened opened, Correction correction) {
        return world.with(beans -> beans.corrections()
                .correct(World.viewer(opened.owner()), opened.message(), opened.event(), correction));
    }

    private EventView undo(Opened opened) {
        return world.with(
                beans -> beans.corrections().undo(World.viewer(opened.owner()), opened.message(), opened.event()));
    }

    @Test
    @Tag("S8")
    void a_scanner_said_by_hand_counts_no_more_everywhere_and_comes_back_when_it_is_taken_back() {
        var opened = opened(address(20));
        assertThat(world.state(opened.copy()).engagement().opens()).isEqualTo(1);
        world.told.clear();
        var event = correct(opened, Correction.SCANNER);
        assertThat(event.verdict()).isEqualTo(Verdict.MACHINE);
        assertThat(event.correction()).isEqualTo(Correction.SCANNER);
        assertThat(event.reason()).isEqualTo("Marked by hand: it was a scanner.");
        assertThat(status(opened.copy())).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        assertThat(world.state(opened.copy()).engagement().opens()).isZero();
        assertThat(world.told).as("the CRM follows").containsExactly(opened.copy() + "|OPENED");
        assertThat(CopyView.of(world.row(opened.copy())).flags()).contains("Marked by hand");

        var back = undo(opened);
        assertThat(back.correction()).isNull();
        assertThat(back.verdict()).isEqualTo(Verdict.HUMAN);
        assertThat(status(opened.copy())).isEqualTo(EngagementStatus.OPENED);
        assertThat(CopyView.of(world.row(opened.copy())).flags()).isEmpty();
        assertThat(world.audit)
                .containsExactly(
                        "Sam | corrected by hand | “Offer” to ada@example.com: it was a scanner",
                        "Sam | correction taken back | “Offer” to ada@example.com: it was a scanner");
    }

    @Test
    @Tag("S8")
    void what_is_said_by_hand_wins_over_all_that_comes_later_and_the_last_word_counts() {
        var opened = opened(address(21));
        correct(opened, Correction.SCANNER);
        correct(opened, Correction.ME);
        assertThat(status(opened.copy())).isEqualTo(EngagementStatus.NOT_SEEN);
        world.hits(List.of(load(opened.copy(), "66.249.84.11", NINE.plusSeconds(2500))));
        world.run(beans -> beans.folding.fold(List.of(opened.copy())));
        var events = world.with(beans -> beans.histories()
                .events(World.viewer(opened.owner()), opened.message(), PageRequest.of(null, null))
                .items());
        assertThat(events)
                .filteredOn(event -> event.id().equals(opened.event()))
                .allMatch(event -> event.verdict() == Verdict.OWN);
        correct(opened, Correction.PERSON);
        assertThat(status(opened.copy())).isEqualTo(EngagementStatus.OPENED);
        correct(opened, Correction.NOT_USEFUL);
        assertThat(world.state(opened.copy()).engagement().machineLoads()).isLessThanOrEqualTo(1);
        assertThat(undo(opened).verdict()).isEqualTo(Verdict.HUMAN);
    }

    @Test
    @Tag("S8")
    void the_same_correction_twice_and_an_undo_of_nothing_change_nothing() {
        var opened = opened(address(22));
        undo(opened);
        correct(opened, Correction.SCANNER);
        var version = world.state(opened.copy()).version();
        correct(opened, Correction.SCANNER);
        assertThat(world.state(opened.copy()).version()).isEqualTo(version);
        assertThat(world.audit).hasSize(1);
    }

    @Test
    @Tag("S8")
    void what_a_recipient_told_on_the_phone_is_an_open_until_it_is_taken_back() {
        var owner = UserId.next();
        var copy = world.mail(owner, "Offer", NINE, "ada@example.com").get(0);
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        var message = world.state(copy).message().value();
        world.run(beans -> beans.corrections().told(World.viewer(owner), message, copy.value()));
        assertThat(status(copy)).isEqualTo(EngagementStatus.OPENED);
        assertThat(world.state(copy).engagement().inferred()).isTrue();
        assertThat(world.row(copy).shownReason).contains("noted by hand");
        var types = world.with(beans -> beans.histories()
                .events(World.viewer(owner), message, PageRequest.of(null, null))
                .items());
        assertThat(types).extracting(EventView::type).contains("mark");
        world.run(beans -> beans.corrections().untold(World.viewer(owner), message, copy.value()));
        assertThat(status(copy)).isEqualTo(EngagementStatus.NOT_SEEN);
        assertThat(world.audit).hasSize(2);
    }

    @Test
    void what_is_no_hit_or_not_the_viewers_cannot_be_corrected() {
        var opened = opened(address(23));
        var stranger = new Opened(opened.copy(), opened.message(), opened.event(), UserId.next());
        assertThatThrownBy(() -> correct(stranger, Correction.ME)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> undo(stranger)).isInstanceOf(NotFound.class);
        var elsewhere = new Opened(opened.copy(), UserId.next().value(), opened.event(), opened.owner());
        assertThatThrownBy(() -> correct(elsewhere, Correction.ME)).isInstanceOf(NotFound.class);
        var unknown = new Opened(opened.copy(), opened.message(), "nothing", opened.owner());
        assertThatThrownBy(() -> correct(unknown, Correction.ME)).isInstanceOf(NotFound.class);
        var sent =
                world.with(beans -> beans
                        .histories()
                        .events(World.viewer(opened.owner()), opened.message(), PageRequest.of(null, null))
                        .items()
                        .stream()
                        .filter(event -> event.type().equals("sent"))
                        .findFirst()
                        .orElseThrow());
        var delivery = new Opened(opened.copy(), opened.message(), sent.id(), opened.owner());
        assertThatThrownBy(() -> correct(delivery, Correction.ME)).isInstanceOf(Invalid.class);
        assertThat(world.audit).isEmpty();
    }

    @Test
    void a_reply_of_somebody_who_was_no_recipient_proves_that_it_was_forwarded() {
        var copy = sentTo(1).get(0);
        for (var time = 0; time < 2; time++) {
            world.run(beans ->
                    beans.engagements().otherAddressReply(copy, NINE.plusSeconds(900), "from eve@example.com"));
        }
        var seen = world.state(copy).engagement();
        assertThat(seen.forwardLikelihood()).isEqualTo("yes");
        assertThat(seen.status()).as("the recipient did not reply").isEqualTo(EngagementStatus.NOT_SEEN);
    }

    private static Hit with(Map<String, String> more, CopyId copy, HitKind kind, String address, Instant at) {
        var headers = new HashMap<>(more);
        headers.put("user-agent", CHROME);
        headers.put("accept-language", "de-AT");
        return new Hit(HitId.next(), copy, kind, kind == HitKind.CLICK ? 0 : -1, at, "GET", address, headers, null);
    }

    private List<Hit> logged(CopyId copy) {
        return world.with(beans -> beans.log.of(List.of(copy)).get(copy));
    }

    private Hit stored(CopyId copy) {
        return logged(copy).get(0);
    }

    private void signals(Settings.PrivacySignals obeyed) {
        world.settings.judging(new Settings.Judging(false, obeyed, Settings.NewRules.AFTER_A_DAY, null));
    }

    @Test
    void a_click_that_asks_for_privacy_counts_and_leaves_nothing_of_the_person() {
        var copy = sentTo(1).get(0);
        world.hits(List.of(with(Map.of("sec-gpc", "1"), copy, HitKind.CLICK, "193.171.1.1", NINE.plusSeconds(900))));
        assertThat(status(copy)).isEqualTo(EngagementStatus.CLICKED);
        var engagement = world.state(copy).engagement();
        assertThat(engagement.clicks()).isEqualTo(1);
        assertThat(engagement.devices()).isEmpty();
        assertThat(engagement.countries()).isEmpty();
        var kept = stored(copy);
        assertThat(kept.address()).isNull();
        assertThat(kept.headers()).doesNotContainKeys("accept-language", ":network-country", ":apart");
        assertThat(kept.headers().toString()).doesNotContain("193.171", "AT");
    }

    @Test
    void whose_wishes_are_obeyed_is_the_operators_choice() {
        try {
            signals(Settings.PrivacySignals.CLICKS);
            var opened = sentTo(1).get(0);
            world.hits(List.of(with(Map.of("dnt", "1"), opened, HitKind.OPEN, "193.171.1.1", NINE.plusSeconds(900))));
            assertThat(stored(opened).address()).isEqualTo("193.171.1.1");
            assertThat(world.state(opened).engagement().countries()).containsExactly("AT");
            var clicked = sentTo(1).get(0);
            world.hits(List.of(with(Map.of("dnt", "1"), clicked, HitKind.CLICK, "193.171.1.1", NINE.plusSeconds(900))));
            assertThat(stored(clicked).address()).isNull();
            signals(Settings.PrivacySignals.OFF);
            var ignored = sentTo(1).get(0);
            world.hits(List.of(with(Map.of("dnt", "1"), ignored, HitKind.CLICK, "193.171.1.1", NINE.plusSeconds(900))));
            assertThat(world.state(ignored).engagement().countries()).containsExactly("AT");
        } finally {
            signals(Settings.PrivacySignals.ALL);
        }
    }

    @Test
    void after_their_time_hits_keep_what_they_meant_and_nothing_of_the_request() {
        var copy = sentTo(1).get(0);
        var at = NINE.plusSeconds(2000);
        var scanned = with(Map.of(), copy, HitKind.CLICK, "40.92.10.4", NINE.plusSeconds(30));
        var opened = load(copy, "193.171.1.1", at);
        var clicked = click(copy, 1, at.plusSeconds(60));
        var printed = with(Map.of(":mark", "p"), copy, HitKind.OPEN, "193.171.1.1", at.plusSeconds(90));
        world.hits(List.of(scanned, opened, clicked, printed));
        var before = world.row(copy).figures();
        var version = world.state(copy).version();
        assertThat(before.engagement().printed()).isTrue();

        settle(at.plusSeconds(45));
        var half = logged(copy);
        assertThat(half).extracting(hit -> hit.address() == null).containsExactly(true, true, false, false);
        settle(at.plusSeconds(3600));
        settle(at.plusSeconds(3600));
        var kept = logged(copy);
        assertThat(kept).hasSize(4).allMatch(hit -> hit.address() == null && hit.session() == null);
        assertThat(kept.toString()).doesNotContain("Mozilla", "193.171.1", "40.92.10", "198.51.100", "de-AT");

        world.run(beans -> beans.folding.fold(List.of(copy)));
        assertThat(world.row(copy).figures()).isEqualTo(before);
        assertThat(world.state(copy).version()).as("nothing is new").isEqualTo(version);
        world.hits(List.of(opened, clicked));
        assertThat(world.state(copy).version())
                .as("a journal read again counts nothing")
                .isEqualTo(version);
        world.hits(List.of(load(copy, "193.171.1.1", at.plusSeconds(9000))));
        assertThat(world.state(copy).engagement().opens()).isEqualTo(2);
    }

    private void settle(Instant before) {
        while (world.<Boolean>with(beans -> beans.oldHits().settleSome(before))) {
            // portion after portion
        }
    }

    @Test
    @Tag("S8")
    void what_was_said_by_hand_of_a_settled_hit_can_still_be_taken_back() {
        var opened = opened(address(24));
        correct(opened, Correction.SCANNER);
        settle(NINE.plusSeconds(90_000));
        world.run(beans -> beans.folding.fold(List.of(opened.copy())));
        assertThat(status(opened.copy())).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        assertThat(undo(opened).verdict()).isEqualTo(Verdict.HUMAN);
        assertThat(status(opened.copy())).isEqualTo(EngagementStatus.OPENED);
    }

    @Test
    void hits_of_copies_that_are_gone_are_removed_after_their_time() {
        var gone = CopyId.next();
        world.hits(List.of(load(gone, SOMEWHERE, NINE)));
        settle(NINE);
        assertThat(logged(gone)).hasSize(1);
        settle(NINE.plusSeconds(1));
        assertThat(logged(gone)).isEmpty();
    }

    @Test
    void pictures_of_the_style_sheet_tell_that_a_mail_was_forwarded_and_printed() {
        var copy = sentTo(1).get(0);
        var at = NINE.plusSeconds(2000);
        world.hits(List.of(
                load(copy, SOMEWHERE, at),
                with(Map.of(":mark", "p"), copy, HitKind.OPEN, SOMEWHERE, at.plusSeconds(30)),
                with(Map.of(":mark", "f"), copy, HitKind.OPEN, SOMEWHERE, at.plusSeconds(300))));
        var seen = world.state(copy).engagement();
        assertThat(seen.forwardLikelihood()).isEqualTo("yes");
        assertThat(seen.printed()).isTrue();
        assertThat(seen.opens()).isEqualTo(1);
        assertThat(CopyView.of(world.row(copy)).flags()).contains("Likely forwarded", "Printed or previewed");
    }

    @Test
    void many_readers_of_a_shared_address_are_no_sign_of_forwarding() {
        var copy = world.mail(UserId.next(), "Offer", NINE, "Sales+north@example.com")
                .get(0);
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        world.hits(List.of(
                load(copy, "193.171.1.1", NINE.plusSeconds(900)),
                with(Map.of(":mark", "f"), copy, HitKind.OPEN, "193.171.1.1", NINE.plusSeconds(960))));
        assertThat(world.state(copy).engagement().forwardLikelihood()).isEqualTo("no");
        assertThat(world.row(copy).shownReason).startsWith("Somebody at this shared address: opened once");
        assertThat(GroupAddressRule.isGroup("salesman@example.com")).isFalse();
        assertThat(GroupAddressRule.isGroup("info@example.com")).isTrue();
    }
}
