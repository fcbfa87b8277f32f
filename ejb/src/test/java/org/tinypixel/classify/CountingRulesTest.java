package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.classify.NetworkClass.BUSINESS;
import static org.tinypixel.classify.NetworkClass.GOOGLE;
import static org.tinypixel.classify.NetworkClass.HOSTING;
import static org.tinypixel.classify.NetworkClass.MOBILE;
import static org.tinypixel.classify.NetworkClass.RESIDENTIAL;
import static org.tinypixel.classify.Story.CHROME;
import static org.tinypixel.classify.Story.GMAIL;
import static org.tinypixel.classify.Story.GMAIL_AHEAD;
import static org.tinypixel.classify.Story.IPHONE_MAIL;
import static org.tinypixel.classify.Story.IPHONE_SAFARI;
import static org.tinypixel.classify.Story.THUNDERBIRD;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinypixel.hits.HitNotes;

/** The counting rules of the product, each by itself, and each line of its example alone: one copy with four links, sent at 09:00. */
final class CountingRulesTest {
    private static Story mail() {
        return new Story().links(4);
    }

    private static Story withAllLinksAtOnce(Story story) {
        return story.click(0, "16:00:00", HOSTING, CHROME)
                .click(1, "16:00:01", HOSTING, CHROME)
                .click(2, "16:00:02", HOSTING, CHROME)
                .click(3, "16:00:03", HOSTING, CHROME);
    }

    private static void counts(Story story, String status, int opens, int machineLoads, int clicks, int devices) {
        var seen = story.fold();
        assertThat(seen.status().label()).isEqualTo(status);
        assertThat(seen.opens()).as("opens").isEqualTo(opens);
        assertThat(seen.machineLoads()).as("machine loads").isEqualTo(machineLoads);
        assertThat(seen.clicks()).as("clicks").isEqualTo(clicks);
        assertThat(seen.devices()).as("devices").hasSize(devices);
        assertThat(seen.forwardLikelihood()).as("forwarded").isEqualTo("no");
    }

    @Test
    void line_1_sent_is_not_seen() {
        counts(mail(), "Not seen", 0, 0, 0, 0);
    }

    @Test
    void line_2_the_providers_prefetch_is_a_machine_only() {
        counts(mail().load("09:00:03", GOOGLE, GMAIL_AHEAD), "Opened by a machine only", 0, 1, 0, 0);
    }

    @Test
    void line_3_gmails_proxy_is_open_one() {
        counts(mail().load("10:15:00", GOOGLE, GMAIL), "Opened", 1, 0, 0, 1);
    }

    @Test
    void line_4_three_minutes_later_is_still_open_one() {
        counts(mail().load("10:15:00", GOOGLE, GMAIL).load("10:18:00", GOOGLE, GMAIL), "Opened", 1, 0, 0, 1);
        counts(mail().load("10:18:00", GOOGLE, GMAIL), "Opened", 1, 0, 0, 1);
    }

    @Test
    void line_5_a_phone_is_an_open_of_its_own() {
        counts(mail().load("14:00:00", MOBILE, IPHONE_MAIL), "Opened", 1, 0, 0, 1);
    }

    @Test
    void line_6_the_senders_office_is_own() {
        counts(mail().ownLoad("14:01:00"), "Not seen", 0, 0, 0, 0);
        assertThat(mail().ownLoad("14:01:00").last().verdict()).isEqualTo(Verdict.OWN);
    }

    @Test
    void line_7_all_links_within_three_seconds_are_a_machine() {
        counts(withAllLinksAtOnce(mail()), "Opened by a machine only", 0, 0, 0, 0);
    }

    @Test
    void line_8_two_hits_on_a_link_within_two_seconds_are_one_click_which_proves_an_open() {
        var story = mail().click(1, "16:05:10", MOBILE, IPHONE_SAFARI).click(1, "16:05:12", MOBILE, IPHONE_SAFARI);
        counts(story, "Clicked", 0, 0, 1, 1);
        assertThat(story.fold().inferred()).isTrue();
    }

    @Test
    void the_scan_a_few_minutes_before_does_not_take_the_click_along() {
        counts(withAllLinksAtOnce(mail()).click(1, "16:05:10", MOBILE, IPHONE_SAFARI), "Clicked", 0, 0, 1, 1);
    }

    @Test
    void an_inferred_open_counts_as_a_unique_open_and_not_among_the_opens() {
        var seen = mail().click(0, "12:00:00", RESIDENTIAL, CHROME).fold();
        assertThat(seen.status().seenByPerson()).as("unique open").isTrue();
        assertThat(seen.opens()).isZero();
        var loaded = mail().click(0, "12:00:00", RESIDENTIAL, CHROME)
                .load("12:00:30", RESIDENTIAL, THUNDERBIRD)
                .fold();
        assertThat(loaded.inferred()).as("a picture is there now").isFalse();
        assertThat(loaded.opens()).isEqualTo(1);
    }

    @Test
    void machines_change_neither_opens_nor_clicks_nor_the_times_nor_devices() {
        var before = mail().load("12:00:00", RESIDENTIAL, THUNDERBIRD).fold();
        var after = withAllLinksAtOnce(mail().load("12:00:00", RESIDENTIAL, THUNDERBIRD)
                        .load("09:00:03", GOOGLE, GMAIL_AHEAD)
                        .load("18:00:00", BUSINESS, "curl/8.5.0"))
                .fold();
        assertThat(after.opens()).isEqualTo(before.opens());
        assertThat(after.clicks()).isZero();
        assertThat(after.firstOpen()).isEqualTo(before.firstOpen());
        assertThat(after.lastOpen()).isEqualTo(before.lastOpen());
        assertThat(after.devices()).isEqualTo(before.devices());
        assertThat(after.countries()).isEqualTo(before.countries());
        assertThat(after.machineLoads()).isEqualTo(2);
    }

    @Test
    void own_views_and_clicks_count_nowhere_also_beside_a_person() {
        counts(mail().ownLoad("11:00:00").load("12:00:00", RESIDENTIAL, THUNDERBIRD), "Opened", 1, 0, 0, 1);
        assertThat(mail().ownLoad("11:00:00")
                        .load("12:00:00", RESIDENTIAL, THUNDERBIRD)
                        .fold()
                        .firstOpen())
                .isEqualTo(Story.at("12:00:00"));
    }

    @Test
    void nothing_of_a_test_is_in_any_number() {
        var seen = withAllLinksAtOnce(mail().test().load("12:00:00", RESIDENTIAL, THUNDERBIRD))
                .click(0, "17:00:00", RESIDENTIAL, CHROME)
                .fold();
        assertThat(seen.opens() + seen.clicks() + seen.machineLoads()).isZero();
        assertThat(seen.status().seenByPerson()).isFalse();
        assertThat(seen.devices()).isEmpty();
        assertThat(seen.hits()).extracting(JudgedHit::rule).containsOnly("test-copy");
    }

    @Test
    void three_of_three_links_within_five_seconds_are_a_machine_and_two_of_three_are_not() {
        assertThat(new Story()
                        .links(3)
                        .click(0, "12:00:00", RESIDENTIAL, CHROME)
                        .click(1, "12:00:02", RESIDENTIAL, CHROME)
                        .click(2, "12:00:05", RESIDENTIAL, CHROME)
                        .last()
                        .confidence())
                .isEqualTo(Confidence.HIGH);
        assertThat(new Story()
                        .links(3)
                        .click(0, "12:00:00", RESIDENTIAL, CHROME)
                        .click(1, "12:00:02", RESIDENTIAL, CHROME)
                        .fold()
                        .clicks())
                .isEqualTo(2);
    }

    @Test
    void a_click_within_five_seconds_of_delivery_is_a_machine_and_a_second_later_doubtful() {
        assertThat(mail().click(0, "09:00:05", RESIDENTIAL, CHROME).last().rule())
                .isEqualTo("click-at-delivery");
        assertThat(mail().click(0, "09:00:06", RESIDENTIAL, CHROME).last().rule())
                .isEqualTo("early-click");
        assertThat(mail().captured()
                        .click(0, "09:00:01", RESIDENTIAL, CHROME)
                        .last()
                        .verdict())
                .as("in the built-in inbox a user tries things out")
                .isEqualTo(Verdict.HUMAN);
    }

    @Test
    void what_came_from_where_robots_txt_was_asked_for_is_a_robots() {
        assertThat(mail().noted(Map.of(HitNotes.ROBOTS, "1"), "12:00:00", RESIDENTIAL, CHROME)
                        .last()
                        .rule())
                .isEqualTo("robots-txt");
        assertThat(mail().noted(Map.of(HitNotes.ROBOTS, "1"), "12:00:00", GOOGLE, GMAIL)
                        .last()
                        .rule())
                .as("a proxy is everybody's")
                .isEqualTo("google-proxy");
    }

    @Test
    void many_copies_within_a_second_are_a_machines() {
        assertThat(mail().noted(Map.of(HitNotes.SECOND, "8"), "12:00:00", RESIDENTIAL, CHROME)
                        .last()
                        .rule())
                .isEqualTo("same-second");
    }

    @Test
    void a_mark_of_a_program_that_nobody_knows_tells_nothing() {
        var story = mail().noted(Map.of(HitNotes.MARK, HitNotes.PRINTED), "12:00:00", RESIDENTIAL, "XQ 7/zz; (what)");
        assertThat(story.last().rule()).isEqualTo("style-unknown-client");
        assertThat(story.fold().printed()).isFalse();
    }

    @Test
    void what_is_said_by_hand_wins_over_every_rule() {
        for (var said : Map.of(
                        Correction.ME, "marked-own",
                        Correction.SCANNER, "marked-scanner",
                        Correction.PERSON, "marked-person",
                        Correction.NOT_USEFUL, "marked-not-useful")
                .entrySet()) {
            var story = mail().load("12:00:00", RESIDENTIAL, THUNDERBIRD);
            assertThat(story.corrected(said.getKey()).last().rule()).isEqualTo(said.getValue());
        }
    }
}
