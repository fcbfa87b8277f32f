package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tinypixel.classify.NetworkClass.BUSINESS;
import static org.tinypixel.classify.NetworkClass.FILTER;
import static org.tinypixel.classify.NetworkClass.HOSTING;
import static org.tinypixel.classify.NetworkClass.MOBILE;
import static org.tinypixel.classify.NetworkClass.RESIDENTIAL;
import static org.tinypixel.classify.Story.CHROME;
import static org.tinypixel.classify.Story.IPHONE_MAIL;
import static org.tinypixel.classify.Story.IPHONE_SAFARI;
import static org.tinypixel.classify.Story.THUNDERBIRD;
import static org.tinypixel.classify.Story.at;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tinypixel.hits.HitNotes;

/** Where one answer ends and the other begins. */
final class EdgesTest {
    private static Story marked(Story story, String mark, String time, String agent) {
        return story.noted(Map.of(HitNotes.MARK, mark), time, RESIDENTIAL, agent);
    }

    @Test
    void countries_stand_in_the_order_of_time_whether_they_come_from_loads_or_clicks() {
        var seen = new Story()
                .in("DE")
                .load("12:00:00", RESIDENTIAL, THUNDERBIRD)
                .in("AT")
                .click(0, "10:00:00", MOBILE, IPHONE_SAFARI)
                .in(null)
                .load("13:00:00", BUSINESS, CHROME)
                .fold();
        assertThat(seen.countries()).containsExactly("AT", "DE");
    }

    @Test
    void only_an_early_click_settles_later_and_only_while_nothing_surer_is_there() {
        assertThat(new Story()
                        .links(3)
                        .click(0, "09:00:20", BUSINESS, CHROME)
                        .fold()
                        .settlesAt())
                .isEqualTo(at("09:01:20"));
        assertThat(new Story()
                        .links(3)
                        .click(0, "09:00:10", BUSINESS, CHROME)
                        .click(1, "09:00:28", BUSINESS, CHROME)
                        .fold()
                        .settlesAt())
                .as("the last of them")
                .isEqualTo(at("09:01:28"));
        assertThat(new Story()
                        .links(3)
                        .click(0, "12:00:00", HOSTING, CHROME)
                        .fold()
                        .settlesAt())
                .as("no time makes a click from a rented server surer")
                .isNull();
        assertThat(new Story()
                        .links(3)
                        .click(0, "09:00:20", BUSINESS, CHROME)
                        .click(1, "12:00:00", BUSINESS, CHROME)
                        .fold()
                        .settlesAt())
                .isNull();
        assertThat(new Story().load("09:00:20", BUSINESS, THUNDERBIRD).fold().settlesAt())
                .isNull();
    }

    @Test
    void the_last_open_is_that_of_the_surest_thing_that_tells_one() {
        assertThat(new Story()
                        .links(2)
                        .click(0, "10:00:00", BUSINESS, CHROME)
                        .replied("11:00:00")
                        .fold()
                        .lastOpen())
                .isEqualTo(at("10:00:00"));
        assertThat(new Story().told("12:00:00").replied("11:00:00").fold().lastOpen())
                .isEqualTo(at("12:00:00"));
        assertThat(new Story().replied("11:00:00").fold().lastOpen()).isEqualTo(at("11:00:00"));
        assertThat(new Story()
                        .load("10:00:00", BUSINESS, THUNDERBIRD)
                        .told("12:00:00")
                        .fold()
                        .lastOpen())
                .isEqualTo(at("10:00:00"));
    }

    @Test
    void what_the_recipient_told_is_an_open_of_high_confidence_also_beside_machines() {
        var seen = new Story().load("10:00:00", FILTER, CHROME).told("12:00:00").fold();
        assertThat(seen.status()).isEqualTo(EngagementStatus.OPENED);
        assertThat(seen.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(seen.inferred()).isTrue();
        assertThat(new Story()
                        .load("10:00:00", HOSTING, CHROME)
                        .told("12:00:00")
                        .fold()
                        .confidence())
                .as("a doubtful load is all that was measured")
                .isEqualTo(Confidence.LOW);
    }

    @Test
    void a_held_picture_without_the_pixel_is_an_open_of_its_own() {
        assertThat(new Story().view("10:00:00", RESIDENTIAL, THUNDERBIRD).fold().opens())
                .isEqualTo(1);
    }

    @Test
    void viewing_counts_with_an_open_of_the_same_device_within_five_seconds_and_from_one_second() {
        assertThat(new Story()
                        .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                        .held("10:00:05", RESIDENTIAL, THUNDERBIRD, 1000)
                        .fold()
                        .viewing()
                        .total())
                .isEqualTo(1000);
        for (var story : new Story[] {
            new Story().load("10:00:00", RESIDENTIAL, THUNDERBIRD).held("10:00:06", RESIDENTIAL, THUNDERBIRD, 9000),
            new Story().load("10:00:00", RESIDENTIAL, THUNDERBIRD).held("10:00:00", RESIDENTIAL, THUNDERBIRD, 999),
            new Story().load("10:00:00", RESIDENTIAL, THUNDERBIRD).held("10:00:00", RESIDENTIAL, IPHONE_MAIL, 9000),
            new Story().load("10:00:00", RESIDENTIAL, THUNDERBIRD).held("10:00:00", FILTER, THUNDERBIRD, 9000),
            new Story().load("10:00:00", FILTER, THUNDERBIRD).held("10:00:00", RESIDENTIAL, THUNDERBIRD, 9000)
        }) {
            assertThat(story.fold().viewing()).isEqualTo(Viewing.NONE);
        }
    }

    @Test
    void several_viewings_add_up_and_the_longest_is_kept() {
        var viewing = new Story()
                .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                .held("10:00:00", RESIDENTIAL, THUNDERBIRD, 9000)
                .load("11:00:00", RESIDENTIAL, THUNDERBIRD)
                .held("11:00:00", RESIDENTIAL, THUNDERBIRD, 3000)
                .fold()
                .viewing();
        assertThat(viewing.total()).isEqualTo(12_000);
        assertThat(viewing.longest()).isEqualTo(9000);
        assertThat(viewing.band()).isEqualTo(Viewing.Band.READ);
    }

    @Test
    void it_is_not_measurable_only_where_no_device_lets_it_be() {
        var gmail = new Story().load("10:00:00", NetworkClass.GOOGLE, Story.GMAIL);
        assertThat(gmail.fold().viewing().unknownBecause()).isEqualTo("not measurable in Gmail");
        assertThat(gmail.load("11:00:00", RESIDENTIAL, THUNDERBIRD)
                        .fold()
                        .viewing()
                        .unknownBecause())
                .isNull();
        assertThat(new Story().fold().viewing()).isEqualTo(Viewing.NONE);
    }

    @Test
    void far_away_is_too_soon_only_faster_than_a_plane_and_says_both_countries() {
        var soon = new Story()
                .in("DE")
                .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                .in("BR")
                .load("20:00:00", RESIDENTIAL, IPHONE_MAIL)
                .fold();
        assertThat(soon.forwardLikelihood()).isEqualTo("likely");
        assertThat(soon.forwardBecause()).contains("Brazil", "Germany", "device that was not seen before");
        var flown = new Story()
                .in("DE")
                .load("09:01:00", RESIDENTIAL, THUNDERBIRD)
                .in("BR")
                .load("23:59:00", RESIDENTIAL, IPHONE_MAIL)
                .fold();
        assertThat(flown.forwardLikelihood()).as("nearly fifteen hours").isEqualTo("no");
        var border = new Story()
                .in("DE")
                .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                .in("AT")
                .load("10:01:00", RESIDENTIAL, IPHONE_MAIL)
                .fold();
        assertThat(border.forwardLikelihood()).isEqualTo("no");
    }

    @Test
    void who_asks_for_privacy_is_no_evidence_of_forwarding() {
        var seen = new Story()
                .in("DE")
                .load("10:00:00", RESIDENTIAL, THUNDERBIRD)
                .in("BR")
                .with("dnt", "1", "10:10:00", RESIDENTIAL, IPHONE_MAIL)
                .fold();
        assertThat(seen.forwardLikelihood()).isEqualTo("no");
    }

    @Test
    void all_marks_within_ten_seconds_by_one_agent_are_a_program_and_with_more_time_or_two_agents_people() {
        var together = marked(
                marked(new Story(), HitNotes.FORWARDED, "10:00:00", THUNDERBIRD),
                HitNotes.PRINTED,
                "10:00:10",
                THUNDERBIRD);
        assertThat(together.fold().hits()).extracting(JudgedHit::rule).containsOnly("every-picture");
        var apart = marked(
                marked(new Story(), HitNotes.FORWARDED, "10:00:00", THUNDERBIRD),
                HitNotes.PRINTED,
                "10:00:11",
                THUNDERBIRD);
        assertThat(apart.fold().hits()).extracting(JudgedHit::rule).containsExactly("forward-style", "print-style");
        var appleMail = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        var two = marked(
                marked(new Story(), HitNotes.QUOTED, "10:00:00", THUNDERBIRD), HitNotes.PRINTED, "10:00:01", appleMail);
        assertThat(two.fold().printed()).isTrue();
    }
}
