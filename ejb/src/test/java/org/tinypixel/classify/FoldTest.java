package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.classify.NetworkClass.BUSINESS;
import static org.tinypixel.classify.NetworkClass.FILTER;
import static org.tinypixel.classify.NetworkClass.GOOGLE;
import static org.tinypixel.classify.NetworkClass.HOSTING;
import static org.tinypixel.classify.NetworkClass.LOCAL;
import static org.tinypixel.classify.NetworkClass.MOBILE;
import static org.tinypixel.classify.NetworkClass.PRIVATE_RELAY;
import static org.tinypixel.classify.NetworkClass.RESIDENTIAL;
import static org.tinypixel.classify.Story.CHROME;
import static org.tinypixel.classify.Story.GMAIL;
import static org.tinypixel.classify.Story.GMAIL_AHEAD;
import static org.tinypixel.classify.Story.IPHONE_MAIL;
import static org.tinypixel.classify.Story.IPHONE_SAFARI;
import static org.tinypixel.classify.Story.THUNDERBIRD;
import static org.tinypixel.classify.Story.at;

import org.junit.jupiter.api.Test;

final class FoldTest {
    /** The example of the product page, section 5. */
    private static Story workedExample() {
        return new Story()
                .links(4)
                .load("09:00:03", GOOGLE, GMAIL_AHEAD)
                .load("10:15:00", GOOGLE, GMAIL)
                .load("10:18:00", GOOGLE, GMAIL)
                .load("14:00:00", MOBILE, IPHONE_MAIL)
                .ownLoad("14:01:00")
                .click(0, "16:00:00", HOSTING, CHROME)
                .click(1, "16:00:01", HOSTING, CHROME)
                .click(2, "16:00:02", HOSTING, CHROME)
                .click(3, "16:00:03", HOSTING, CHROME)
                .click(1, "16:05:10", MOBILE, IPHONE_SAFARI)
                .click(1, "16:05:12", MOBILE, IPHONE_SAFARI);
    }

    @Test
    void the_worked_example_of_the_product_page_counts_as_it_says() {
        var seen = workedExample().fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.CLICKED);
        assertThat(seen.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(seen.opens()).isEqualTo(2);
        assertThat(seen.inferred()).isFalse();
        assertThat(seen.machineLoads()).isEqualTo(1);
        assertThat(seen.clicks()).isEqualTo(1);
        assertThat(seen.clicksPerLink()).containsOnlyKeys(1).containsEntry(1, 1);
        assertThat(seen.devices()).hasSize(2);
        assertThat(seen.forwardLikelihood()).isEqualTo("no");
        assertThat(seen.firstOpen()).isEqualTo(at("10:15:00"));
        assertThat(seen.lastOpen()).isEqualTo(at("14:00:00"));
        assertThat(seen.firstClick()).isEqualTo(at("16:05:10"));
        assertThat(seen.hits())
                .extracting(JudgedHit::verdict)
                .containsExactly(
                        Verdict.MACHINE,
                        Verdict.HUMAN,
                        Verdict.HUMAN,
                        Verdict.HUMAN,
                        Verdict.OWN,
                        Verdict.MACHINE,
                        Verdict.MACHINE,
                        Verdict.MACHINE,
                        Verdict.MACHINE,
                        Verdict.HUMAN,
                        Verdict.HUMAN);
    }

    @Test
    void with_only_its_first_line_it_was_opened_by_a_machine_only() {
        var seen = new Story().links(4).load("09:00:03", GOOGLE, GMAIL_AHEAD).fold();
        assertThat(seen.status().label()).isEqualTo("Opened by a machine only");
        assertThat(seen.opens()).isZero();
        assertThat(seen.firstOpen()).isNull();
        assertThat(seen.reason())
                .isEqualTo(
                        "Gmail loaded the picture by itself when the mail arrived. It may or may not have been read.");
    }

    @Test
    void the_order_in_which_hits_arrive_changes_nothing() {
        assertThat(workedExample().foldBackwards().reason())
                .isEqualTo(workedExample().fold().reason());
        var story = workedExample();
        assertThat(story.foldBackwards()).isEqualTo(story.fold());
    }

    @Test
    void a_mail_that_nobody_loaded_is_not_seen_which_is_not_the_same_as_not_read() {
        var seen = new Story().fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.NOT_SEEN);
        assertThat(seen.confidence()).isNull();
        assertThat(seen.reason()).isEqualTo("No open seen yet. It may have been read with images blocked.");
    }

    @Test
    void three_loads_on_two_days_by_a_normal_mail_client_are_told_like_that() {
        var seen = new Story()
                .load("10:00:00", RESIDENTIAL, IPHONE_MAIL)
                .load("12:00:00", RESIDENTIAL, IPHONE_MAIL)
                .load("14:02:00", RESIDENTIAL, IPHONE_MAIL)
                .fold();
        assertThat(seen.reason())
                .isEqualTo(
                        "Opened 3 times, last on a phone (Apple Mail). High confidence: three loads by a normal mail client or browser.");
    }

    @Test
    void a_gmail_open_says_that_place_and_device_are_unknown() {
        var seen = new Story().load("10:00:00", GOOGLE, GMAIL).fold();
        assertThat(seen.reason())
                .isEqualTo(
                        "Opened once, last in Gmail. Medium confidence: opened in Gmail; Google's proxy fetched the picture, so place and device are unknown.");
        assertThat(seen.countries()).isEmpty();
        assertThat(seen.devices()).containsExactly(new Device(Device.HIDDEN, Device.UNKNOWN, "Gmail"));
    }

    @Test
    void a_pause_of_more_than_ten_minutes_makes_another_open_and_a_reload_does_not() {
        assertThat(new Story()
                        .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                        .load("10:10:00", RESIDENTIAL, THUNDERBIRD)
                        .load("10:20:00", RESIDENTIAL, THUNDERBIRD)
                        .fold()
                        .opens())
                .isEqualTo(1);
        assertThat(new Story()
                        .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                        .load("10:10:01", RESIDENTIAL, THUNDERBIRD)
                        .fold()
                        .opens())
                .isEqualTo(2);
    }

    @Test
    void another_device_starts_another_open_at_once() {
        assertThat(new Story()
                        .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                        .load("10:01:00", RESIDENTIAL, IPHONE_MAIL)
                        .load("10:02:00", RESIDENTIAL, THUNDERBIRD)
                        .fold()
                        .opens())
                .isEqualTo(2);
    }

    @Test
    void two_hits_on_one_link_within_ten_seconds_are_one_click_and_two_links_are_two() {
        var seen = new Story()
                .links(5)
                .click(0, "10:00:00", RESIDENTIAL, CHROME)
                .click(0, "10:00:10", RESIDENTIAL, CHROME)
                .click(1, "10:00:30", RESIDENTIAL, CHROME)
                .click(0, "10:01:00", RESIDENTIAL, CHROME)
                .fold();
        assertThat(seen.clicks()).isEqualTo(3);
        assertThat(seen.clicksPerLink()).containsEntry(0, 2).containsEntry(1, 1);
        assertThat(seen.inferred()).as("no picture was loaded").isTrue();
        assertThat(seen.opens()).isZero();
        assertThat(seen.reason())
                .isEqualTo(
                        "Clicked 3 times on two links. High confidence: a person clicked in Chrome, which proves an open.");
    }

    @Test
    void an_open_before_a_bounce_was_a_machines() {
        var story = new Story().load("09:05:00", BUSINESS, THUNDERBIRD).bounced("09:10:00");
        assertThat(story.fold().status()).isEqualTo(EngagementStatus.OPENED_BY_MACHINE);
        assertThat(story.last().reason()).isEqualTo("Loaded, but bounced later.");
        assertThat(new Story()
                        .load("09:15:00", BUSINESS, THUNDERBIRD)
                        .bounced("09:10:00")
                        .fold()
                        .status())
                .as("somebody has it all the same: a contradiction that people should see")
                .isEqualTo(EngagementStatus.OPENED);
    }

    @Test
    void a_reply_proves_an_open_that_no_picture_showed() {
        var seen = new Story().replied("11:00:00").fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.REPLIED);
        assertThat(seen.inferred()).isTrue();
        assertThat(seen.firstOpen()).isEqualTo(at("11:00:00"));
    }

    @Test
    void a_copy_without_picture_is_not_tracked_but_its_clicks_count() {
        var seen = new Story().untracked().fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.NOT_TRACKED);
        assertThat(seen.reason()).isEqualTo("Not tracked: switched off for this mail.");
        assertThat(new Story()
                        .untracked()
                        .click(0, "10:00:00", RESIDENTIAL, CHROME)
                        .fold()
                        .status())
                .isEqualTo(EngagementStatus.CLICKED);
    }

    @Test
    void the_teams_own_views_count_nowhere_but_in_the_built_in_inbox_the_user_plays_the_recipient() {
        var own = new Story().ownLoad("10:00:00").fold();
        assertThat(own.status()).isEqualTo(EngagementStatus.NOT_SEEN);
        assertThat(own.machineLoads()).isZero();
        assertThat(own.reason()).contains("own team");
        assertThat(new Story().captured().ownLoad("10:00:00").fold().status()).isEqualTo(EngagementStatus.OPENED);
    }

    @Test
    void in_the_built_in_inbox_a_click_right_away_is_a_click() {
        var seen = new Story()
                .captured()
                .links(2)
                .load("09:00:01", LOCAL, CHROME)
                .click(0, "09:00:02", LOCAL, CHROME)
                .fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.CLICKED);
        assertThat(seen.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void a_test_mail_is_in_no_number() {
        var seen = new Story().test().load("10:00:00", RESIDENTIAL, THUNDERBIRD).fold();
        assertThat(seen.opens()).isZero();
        assertThat(seen.hits()).extracting(JudgedHit::verdict).containsExactly(Verdict.TEST);
    }

    @Test
    void a_filters_scan_at_the_time_of_a_click_does_not_take_the_click_along() {
        var seen = new Story()
                .links(3)
                .click(0, "11:00:00", FILTER, CHROME)
                .click(1, "11:00:00", FILTER, CHROME)
                .click(2, "11:00:01", FILTER, CHROME)
                .click(1, "11:00:02", BUSINESS, CHROME)
                .fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.CLICKED);
        assertThat(seen.clicksPerLink()).containsOnlyKeys(1);
    }

    @Test
    void a_scanner_that_comes_first_never_hides_the_person_who_comes_later() {
        var seen = new Story()
                .load("09:00:04", FILTER, CHROME)
                .load("09:30:00", BUSINESS, THUNDERBIRD)
                .fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.OPENED);
        assertThat(seen.machineLoads()).isEqualTo(1);
        assertThat(seen.hits()).hasSize(2);
    }

    @Test
    void the_held_picture_beside_the_pixel_adds_no_open_and_no_machine_load() {
        var seen = new Story()
                .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                .view("10:00:20", RESIDENTIAL, THUNDERBIRD)
                .fold();
        assertThat(seen.opens()).isEqualTo(1);
        assertThat(seen.lastOpen()).isEqualTo(at("10:00:00"));
        assertThat(new Story().view("10:00:00", FILTER, CHROME).fold().machineLoads())
                .isZero();
    }

    @Test
    void who_asks_for_privacy_leaves_neither_device_nor_place() {
        var seen = new Story()
                .with("sec-gpc", "1", "10:00:00", RESIDENTIAL, THUNDERBIRD)
                .fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.OPENED);
        assertThat(seen.devices()).isEmpty();
        assertThat(seen.countries()).isEmpty();
        assertThat(seen.reason()).doesNotContain("Thunderbird");
    }

    @Test
    void a_person_behind_apples_relay_is_a_person_without_a_place() {
        var story = new Story().links(2).click(0, "12:00:00", PRIVATE_RELAY, IPHONE_SAFARI);
        assertThat(story.last().verdict()).isEqualTo(Verdict.HUMAN);
        assertThat(story.fold().countries()).isEmpty();
    }

    @Test
    void a_third_device_and_network_alone_is_everyday_life() {
        var seen = new Story()
                .load("10:00:00", BUSINESS, THUNDERBIRD)
                .load("12:00:00", MOBILE, IPHONE_MAIL)
                .load("20:00:00", RESIDENTIAL, CHROME)
                .fold();
        assertThat(seen.forwardLikelihood()).isEqualTo("no");
        assertThat(seen.devices()).hasSize(3);
    }
}
