package org.tinypixel.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SwitchRuleTest {
    private static Switches read(String... lines) {
        return SwitchRule.read(Stream.of(lines)
                .map(line -> new SwitchRule.Field(
                        line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT),
                        line.substring(line.indexOf(':') + 1)))
                .toList());
    }

    private static NewMessage.Track track(@Nullable Boolean opens, @Nullable Boolean clicks) {
        return new NewMessage.Track(opens, clicks, null, null);
    }

    @Test
    void without_any_of_our_fields_nothing_is_said() {
        var none = read("Subject: X-PM-Tag: x", "X-Mailer: y");
        assertThat(none.track()).isNull();
        assertThat(none.doubt()).isNull();
        assertThat(none.metadata()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Tinypixel-Track: opens=no; clicks=no | false | false",
                "X-Tinypixel-Track: OPENS = off ; clicks=on | false | true",
                "X-Tinypixel-Track: clicks=false | | false",
                "X-PM-TrackOpens: true | true |",
                "X-PM-TrackOpens: false | false |",
                "X-PM-TrackLinks: None | | false",
                "X-PM-TrackLinks: HtmlAndText | | true",
                "X-PM-TrackLinks: HtmlOnly | | true",
                "X-PM-TrackLinks: TextOnly | | false",
                "X-Mailgun-Track: no | false | false",
                "X-Mailgun-Track-Opens: yes | true |",
                "X-Mailgun-Track-Clicks: htmlonly | | true",
                "X-Mailjet-TrackOpen: 0 | false |",
                "X-Mailjet-TrackClick: 1 | | true",
                "X-SMTPAPI: {\"filters\": {\"opentrack\": {\"settings\": {\"enable\": 0}}}} | false |",
                "X-SMTPAPI: {\"filters\": {\"clicktrack\": {\"settings\": {\"enable\": 1}}}} | | true",
            })
    void each_service_s_own_switch_is_understood(String header, @Nullable Boolean opens, @Nullable Boolean clicks) {
        var switches = read(header);
        assertThat(switches.track()).isEqualTo(track(opens, clicks));
        assertThat(switches.doubt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Tinypixel-Track: opens=maybe | X-Tinypixel-Track says “opens=maybe”",
                "X-Tinypixel-Track: everything | X-Tinypixel-Track says “everything”",
                "X-Tinypixel-Track: mode=secret | X-Tinypixel-Track says “mode=secret”",
                "X-Tinypixel-Track: pens=no | X-Tinypixel-Track says “pens=no”",
                "X-Tinypixel-Trck: opens=no | X-Tinypixel-Trck says “opens=no”",
                "X-PM-TrackLinks: Some | X-Pm-Tracklinks says “Some”",
                "X-Mailjet-TrackOpen: 7 | X-Mailjet-Trackopen says “7”",
                "X-SMTPAPI: {\"filters\": {\"opentrack\": {\"settings\": {\"enable\": \"x\"}}}} | X-SMTPAPI says “opentrack: x”",
            })
    void what_is_not_understood_is_told_and_nothing_is_tracked(String header, String told) {
        assertThat(read(header).doubt()).contains(told);
    }

    @Test
    void where_two_disagree_off_wins() {
        assertThat(read("X-PM-TrackOpens: true", "X-Mailgun-Track-Opens: no").track())
                .isEqualTo(track(false, null));
        assertThat(read("X-Mailgun-Track-Opens: no", "X-Tinypixel-Track: opens=yes")
                        .track())
                .isEqualTo(track(false, null));
    }

    @Test
    void anonymous_is_a_mode_of_its_own() {
        assertThat(read("X-Tinypixel-Track: mode=anonymous").track())
                .isEqualTo(new NewMessage.Track(null, null, null, true));
    }

    @Test
    void campaigns_have_many_names_and_ours_wins() {
        for (var header : List.of(
                "X-Tinypixel-Campaign: spring",
                "X-PM-Tag: spring",
                "X-Mailgun-Tag: spring",
                "X-Mailjet-Campaign: spring",
                "X-SMTPAPI: {\"category\": \"spring\"}",
                "X-SMTPAPI: {\"category\": [\"spring\", \"sale\"]}")) {
            assertThat(read(header).campaign()).as(header).isEqualTo("spring");
        }
        assertThat(read("X-PM-Tag: theirs", "X-Tinypixel-Campaign: ours").campaign())
                .isEqualTo("ours");
    }

    @Test
    void metadata_is_kept_whatever_service_it_was_meant_for() {
        assertThat(read("X-Tinypixel-Metadata-Deal: 42", "X-PM-Metadata-Color: blue")
                        .metadata())
                .isEqualTo(Map.of("deal", "42", "color", "blue"));
        assertThat(read("X-Mailgun-Variables: {\"id\": 7, \"deep\": {\"a\": 1}}")
                        .metadata())
                .isEqualTo(Map.of("id", "7", "deep", "{\"a\":1}"));
        assertThat(read("X-SMTPAPI: {\"unique_args\": {\"New Argument\": \"x\"}}")
                        .metadata())
                .isEqualTo(Map.of("New Argument", "x"));
        assertThat(read("X-MJ-CustomID: c7", "X-MJ-EventPayload: <x/>").metadata())
                .isEqualTo(Map.of("CustomID", "c7", "EventPayload", "<x/>"));
        assertThat(read("X-SES-MESSAGE-TAGS: team=north, kind=offer", "X-SES-CONFIGURATION-SET: main")
                        .metadata())
                .isEqualTo(Map.of("team", "north", "kind", "offer", "ses-configuration-set", "main"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-SMTPAPI: {\"to\": [\"a@b.example\"]}",
                "X-SMTPAPI: {\"sub\": {\"%name%\": [\"A\"]}}",
                "X-SMTPAPI: {\"send_at\": 1409348513}",
                "X-SMTPAPI: {\"filters\": {\"templates\": {\"settings\": {\"enable\": 1}}}}",
                "X-SMTPAPI: [1",
                "X-SMTPAPI: []",
                "X-Mailgun-Variables: my_id: 1",
                "X-Mailgun-Drop-Message: yes",
                "X-Mailgun-Deliver-By: Thu, 13 Oct 2011 18:02:00 GMT",
                "X-Mailgun-Template-Name: offer",
                "X-MJ-TemplateID: 12",
                "X-SES-MESSAGE-TAGS: spring",
            })
    void what_would_change_the_mail_and_is_not_built_is_refused(String header) {
        assertThat(read(header).unable()).hasSize(1);
    }

    @Test
    void all_of_them_are_taken_out() {
        for (var name : List.of(
                "x-tinypixel-anything",
                "x-pm-message-stream",
                "x-mailgun-dkim",
                "x-mailjet-prio",
                "x-mj-vars",
                "x-ses-source-arn",
                "x-smtpapi")) {
            assertThat(SwitchRule.isSwitch(name)).as(name).isTrue();
        }
        assertThat(SwitchRule.isSwitch("x-mailer")).isFalse();
        assertThat(SwitchRule.isSwitch("x-smtpapi-other")).isFalse();
    }
}
