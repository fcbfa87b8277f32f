package org.tinypixel.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tinypixel.followup.Rendering.Values;

final class RenderingTest {
    private static final Values BEA = new Values("Bea <b> & Söhne", "bea@example.org", "Ihr \"Angebot\"", "Ann");

    private static MailTemplate template(@Nullable String subject, @Nullable String html, @Nullable String text) {
        return new MailTemplate("id", "Reminder", subject, html, text, List.of());
    }

    @Test
    void values_are_escaped_in_html_and_stay_as_they_are_in_plain_text() throws Exception {
        var content = Rendering.render(
                template(
                        "To {{name}}",
                        "<p title=\"{{subject}}\">{{name}}, {{sender.name}}</p>",
                        "{{name}} <{{email}}>"),
                BEA);
        assertThat(content.subject()).isEqualTo("To Bea <b> & Söhne");
        assertThat(content.html()).isEqualTo("<p title=\"Ihr &quot;Angebot&quot;\">Bea &lt;b&gt; &amp; Söhne, Ann</p>");
        assertThat(content.text()).isEqualTo("Bea <b> & Söhne <bea@example.org>");
    }

    @Test
    void a_value_cannot_break_the_line_of_a_subject() throws Exception {
        var content = Rendering.render(
                template("To {{name}}", null, "x"),
                new Values("Bea\r\nBcc: all@example.org", "b@example.org", "s", null));
        assertThat(content.subject()).isEqualTo("To Bea  Bcc: all@example.org");
    }

    @Test
    void a_value_that_looks_like_a_placeholder_stays_text() throws Exception {
        var content = Rendering.render(
                template(null, null, "{{name}}"), new Values("{{sender.name}}", "b@example.org", "s", "Ann"));
        assertThat(content.text()).isEqualTo("{{sender.name}}");
    }

    @Test
    void a_missing_value_fails_by_name_and_a_section_can_stand_in() throws Exception {
        var nameless = new Values(" ", "b@example.org", "s", null);
        assertThatThrownBy(() -> Rendering.render(template(null, "Hello {{name}}", null), nameless))
                .hasMessage("{{name}} is not known for this recipient.");
        assertThatThrownBy(() -> Rendering.render(template(null, null, "{{sender.name}}"), nameless))
                .hasMessage("{{sender.name}} is not known for this recipient.");
        assertThat(Rendering.render(
                                template(null, null, "Hello{{#name}} {{name}}{{/name}}{{^name}} there{{/name}}"),
                                nameless)
                        .text())
                .isEqualTo("Hello there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{nmae}}",
                "{{name",
                "{{{name}}}",
                "{{&name}}",
                "{{>other}}",
                "{{#name}}x",
                "{{sender}}",
                "{{sender.email}}",
                "{{=<% %>=}}",
                "{{#deal}}x{{/deal}}",
                "{{}}"
            })
    void a_placeholder_that_cannot_be_filled_is_a_mistake(String text) {
        assertThat(Rendering.mistakes(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no placeholder",
                "a { b } %TOKEN%",
                "{{name}} {{email}} {{subject}} {{sender.name}}",
                ".a{b:c}"
            })
    void a_usable_text_has_no_mistakes(String text) {
        assertThat(Rendering.mistakes(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I saw that you opened my mail.",
                "I noticed you've read it",
                "We can see you clicked the link",
                "Ich habe gesehen, dass Sie meine Mail geöffnet haben.",
                "J'ai vu que vous avez ouvert mon message"
            })
    void a_text_that_tells_readers_they_were_watched_gives_a_warning(String text) {
        assertThat(Rendering.warnings(null, text)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Did you find the time to look at my offer?",
                "I am open for questions. You can read more here.",
                "Haben Sie mein Angebot gesehen? Unser Büro ist geöffnet."
            })
    void a_usual_reminder_gives_none(String text) {
        assertThat(Rendering.warnings(text)).isEmpty();
    }
}
