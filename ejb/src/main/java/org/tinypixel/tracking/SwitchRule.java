package org.tinypixel.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tinypixel.base.Json;

/**
 * Reads what the header of a mail asks of us: our own fields, and those that programs made for another service send already. The names and values are those of the
 * services' own documentation (Postmark "Sending with SMTP", Mailgun "Passing sending options", SendGrid "X-SMTPAPI", Mailjet "Custom headers", Amazon SES "Event publishing",
 * all read in November 2026). Pure.
 */
final class SwitchRule {
    private static final List<String> STARTS =
            List.of("x-tinypixel-", "x-pm-", "x-mailgun-", "x-mailjet-", "x-mj-", "x-ses-");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*([\\w-]+)\\s*=\\s*(.*?)\\s*");

    /** Fields of other services that would change the mail itself, when it goes, or whether it goes. */
    private static final List<String> UNABLE = List.of(
            "x-mailgun-deliver-by",
            "x-mailgun-deliver-within",
            "x-mailgun-recipient-variables",
            "x-mailgun-template-name",
            "x-mj-templateid",
            "x-mj-vars");

    private final Switches found = new Switches();

    private SwitchRule() {}

    /**
     * One field of a header.
     *
     * @param name in lower case
     * @param value unfolded and decoded
     */
    record Field(String name, String value) {}

    /** Whether a field, its name in lower case, is for us or the likes of us: none of them leaves with the mail. */
    static boolean isSwitch(String name) {
        return name.equals("x-smtpapi") || STARTS.stream().anyMatch(name::startsWith);
    }

    /** Our own fields first, so that their names win. */
    static Switches read(List<Field> fields) {
        var rule = new SwitchRule();
        for (var field : fields) {
            if (field.name.startsWith("x-tinypixel-")) {
                rule.own(field, field.value.strip());
            }
        }
        for (var field : fields) {
            if (isSwitch(field.name)) {
                rule.other(field, field.value.strip());
            }
        }
        return rule.found;
    }

    private void own(Field field, String value) {
        switch (field.name) {
            case "x-tinypixel-track" -> track(value);
            case "x-tinypixel-campaign" -> found.campaign(value);
            case "x-tinypixel-template" -> found.template(value);
            case "x-tinypixel-sequence" -> found.sequence(value);
            default -> {
                if (!metadata(field, "x-tinypixel-metadata-", value)) {
                    found.doubt(shown(field), value);
                }
            }
        }
    }

    /** {@code opens=no; clicks=no; viewTime=no; mode=anonymous}. */
    private void track(String text) {
        if (text.isEmpty()) {
            found.doubt("X-Tinypixel-Track", text);
        }
        for (var part : text.split(";")) {
            var assignment = ASSIGNMENT.matcher(part);
            if (part.isBlank()) {
                continue;
            }
            if (!assignment.matches()) {
                found.doubt("X-Tinypixel-Track", part.strip());
                continue;
            }
            var value = assignment.group(2);
            switch (assignment.group(1).toLowerCase(Locale.ROOT)) {
                case "opens" -> toggle("X-Tinypixel-Track", part.strip(), value, found::opens);
                case "clicks" -> toggle("X-Tinypixel-Track", part.strip(), value, found::clicks);
                case "viewtime" -> toggle("X-Tinypixel-Track", part.strip(), value, found::viewTime);
                case "mode" -> mode(part.strip(), value.toLowerCase(Locale.ROOT));
                default -> found.doubt("X-Tinypixel-Track", part.strip());
            }
        }
    }

    private void mode(String part, String value) {
        if (value.equals("anonymous")) {
            found.anonymously();
        } else if (!value.equals("person")) {
            found.doubt("X-Tinypixel-Track", part);
        }
    }

    private void other(Field field, String value) {
        var name = field.name;
        if (UNABLE.contains(name)) {
            found.unable(
                    "The header " + shown(field) + " asks for something that Tinypixel does not do; nothing was sent.");
            return;
        }
        switch (name) {
            case "x-pm-trackopens", "x-mailgun-track-opens", "x-mailjet-trackopen" ->
                toggle(shown(field), value, value, found::opens);
            case "x-mailgun-track-clicks", "x-mailjet-trackclick" ->
                toggle(shown(field), value, value.equalsIgnoreCase("htmlonly") ? "yes" : value, found::clicks);
            case "x-mailgun-track" -> toggle(shown(field), value, value, this::both);
            case "x-pm-tracklinks" -> postmarkLinks(shown(field), value);
            case "x-mailgun-drop-message" -> dropped(shown(field), value);
            case "x-pm-tag", "x-mailgun-tag", "x-mailjet-campaign" -> found.campaign(value);
            case "x-mj-customid" -> found.metadata("CustomID", value);
            case "x-mj-eventpayload" -> found.metadata("EventPayload", value);
            case "x-ses-configuration-set" -> found.metadata("ses-configuration-set", value);
            case "x-ses-message-tags" -> tags(shown(field), value);
            case "x-mailgun-variables" -> attach(object(shown(field), value));
            case "x-smtpapi" -> sendGrid(object("X-SMTPAPI", value));
            default -> metadata(field, "x-pm-metadata-", value);
        }
    }

    private void both(boolean on) {
        found.opens(on);
        found.clicks(on);
    }

    /** Links in plain text are never changed here, so "TextOnly" leaves none. */
    private void postmarkLinks(String field, String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "htmlandtext", "htmlonly" -> found.clicks(true);
            case "none", "textonly" -> found.clicks(false);
            default -> found.doubt(field, value);
        }
    }

    /** A mail that its sender only tries out must not reach anybody. */
    private void dropped(String field, String value) {
        if (!value.equalsIgnoreCase("no")) {
            found.unable("The header " + field + " asks not to deliver the mail; nothing was sent.");
        }
    }

    private void tags(String field, String value) {
        for (var part : value.split("[,;]")) {
            var assignment = ASSIGNMENT.matcher(part);
            if (assignment.matches()) {
                found.metadata(assignment.group(1), assignment.group(2));
            } else if (!part.isBlank()) {
                found.unable("The header " + field + " holds no tags such as campaign=spring, but: " + part.strip());
            }
        }
    }

    private void sendGrid(JsonNode api) {
        for (var asked : List.of("to", "sub", "section", "send_at", "send_each_at")) {
            if (api.has(asked)) {
                found.unable("The header X-SMTPAPI asks for “" + asked
                        + "”, which Tinypixel does not do; nothing was sent.");
            }
        }
        var category = api.path("category");
        if (category.isArray() && !category.isEmpty()) {
            found.campaign(text(category.get(0)));
        } else if (category.isTextual()) {
            found.campaign(category.asText());
        }
        for (var arguments : List.of("unique_args", "custom_args")) {
            attach(api.path(arguments));
        }
        filter(api, "opentrack", found::opens);
        filter(api, "clicktrack", found::clicks);
        if (api.at("/filters/templates/settings/enable").asInt() == 1) {
            found.unable("The header X-SMTPAPI asks for a template of SendGrid; nothing was sent.");
        }
    }

    private void attach(JsonNode values) {
        for (var entry : values.properties()) {
            found.metadata(entry.getKey(), text(entry.getValue()));
        }
    }

    private void filter(JsonNode api, String name, Consumer<Boolean> to) {
        var enable = api.at("/filters/" + name + "/settings/enable");
        if (!enable.isMissingNode()) {
            toggle("X-SMTPAPI", name + ": " + text(enable), text(enable), to);
        }
    }

    private void toggle(String field, String shown, String value, Consumer<Boolean> to) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "true", "1" -> to.accept(true);
            case "no", "off", "false", "0" -> to.accept(false);
            default -> found.doubt(field, shown);
        }
    }

    private boolean metadata(Field field, String start, String value) {
        var named = field.name.startsWith(start) && field.name.length() > start.length();
        if (named) {
            found.metadata(field.name.substring(start.length()), value);
        }
        return named;
    }

    private JsonNode object(String field, String value) {
        try {
            var node = Json.MAPPER.readTree(value);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException fallsThrough) {
            // The sentence below says it.
        }
        found.unable("The header " + field + " holds no JSON object; nothing was sent.");
        return Json.MAPPER.createObjectNode();
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /** The name as its service writes it, as well as one can tell: {@code x-pm-tag} as {@code X-Pm-Tag}. */
    private static String shown(Field field) {
        var shown = new StringBuilder();
        var start = true;
        for (var c : field.name.toCharArray()) {
            shown.append(start ? Character.toUpperCase(c) : c);
            start = c == '-';
        }
        return shown.toString();
    }
}
