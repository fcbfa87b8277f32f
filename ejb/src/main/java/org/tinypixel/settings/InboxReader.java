package org.tinypixel.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;

/** Reads the mailbox of {@code TINYPIXEL_IMAP_URL} for {@link SettingsReader}; no mistake repeats the value, since a password stands in it. */
final class InboxReader {
    private static final Set<String> OPTIONS = Set.of("addresses", "folders", "sent", "auth", "any-mail");

    private final Map<Setting, String> values;
    private final List<String> mistakes;

    InboxReader(Map<Setting, String> values, List<String> mistakes) {
        this.values = values;
        this.mistakes = mistakes;
    }

    Settings.@Nullable Inbox read() {
        var text = values.get(Setting.TINYPIXEL_IMAP_URL);
        if (text == null) {
            return null;
        }
        try {
            var url = new URI(text);
            var tls = "imaps".equals(url.getScheme());
            var info = url.getRawUserInfo();
            if ((tls || "imap".equals(url.getScheme()))
                    && url.getHost() != null
                    && info != null
                    && info.indexOf(':') > 0
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && url.getRawFragment() == null) {
                return inbox(url, tls, info, options(url.getRawQuery()));
            }
        } catch (URISyntaxException | IllegalArgumentException fallsThrough) {
            // The sentence below says it.
        }
        mistakes.add(
                "TINYPIXEL_IMAP_URL must be imaps://user:password@host:993 or imap://user:password@host:143, with special characters as %40 and so on;"
                        + " folders, sent, addresses, auth and any-mail may stand behind it, as in ?folders=INBOX,Bounces&sent=Sent.");
        return null;
    }

    private Settings.Inbox inbox(URI url, boolean tls, String info, Map<String, String> options) {
        var colon = info.indexOf(':');
        var user = SettingsReader.decode(info.substring(0, colon));
        var auth = options.getOrDefault("auth", "password");
        mustBe("auth", auth, "password", "oauth2");
        var anyMail = options.getOrDefault("any-mail", "on");
        mustBe("any-mail", anyMail, "on", "off");
        var folders = list(options.getOrDefault("folders", "INBOX"));
        if (folders.isEmpty()) {
            mistakes.add("TINYPIXEL_IMAP_URL names no folder behind folders=; leave it out for INBOX.");
        }
        var sent = SettingsReader.decode(options.getOrDefault("sent", "")).strip();
        return new Settings.Inbox(
                url.getHost().replaceFirst("^\\[(.*)]$", "$1"),
                url.getPort() > 0 ? url.getPort() : tls ? 993 : 143,
                tls,
                user,
                SettingsReader.decode(info.substring(colon + 1)),
                auth.equals("oauth2"),
                addresses(options.get("addresses"), user),
                folders,
                sent.isEmpty() ? null : sent,
                anyMail.equals("on"),
                SettingsReader.authorities(Setting.TINYPIXEL_IMAP_CA, values, mistakes));
    }

    private Map<String, String> options(@Nullable String query) {
        var options = new LinkedHashMap<String, String>();
        for (var part : Objects.requireNonNullElse(query, "").split("&")) {
            var equals = part.indexOf('=');
            var name = equals < 0 ? part : part.substring(0, equals);
            if (part.isEmpty()) {
                continue;
            }
            if (equals < 0 || !OPTIONS.contains(name)) {
                mistakes.add("TINYPIXEL_IMAP_URL has the option " + name
                        + ", which is none of addresses=, folders=, sent=, auth= and any-mail=.");
            } else if (options.put(name, part.substring(equals + 1)) != null) {
                mistakes.add(
                        "TINYPIXEL_IMAP_URL has the option " + name + " twice; separate several values by commas.");
            }
        }
        return options;
    }

    private List<EmailAddress> addresses(@Nullable String given, String user) {
        var addresses = new ArrayList<EmailAddress>();
        for (var text : given == null ? List.of(user) : list(given)) {
            EmailAddress.parse(text)
                    .ifPresentOrElse(
                            addresses::add,
                            () -> mistakes.add(
                                    given == null
                                            ? "TINYPIXEL_IMAP_URL has a user that is no mail address: name those whose mail arrives in it with ?addresses=anna@example.com."
                                            : "TINYPIXEL_IMAP_URL names “" + text
                                                    + "” behind addresses=, which is no mail address."));
        }
        if (addresses.isEmpty() && mistakes.isEmpty()) {
            mistakes.add("TINYPIXEL_IMAP_URL names no address behind addresses=.");
        }
        return addresses;
    }

    private void mustBe(String option, String value, String one, String other) {
        if (!value.equals(one) && !value.equals(other)) {
            mistakes.add("TINYPIXEL_IMAP_URL has " + option + "=" + value + "; it is " + one + " or " + other + ".");
        }
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(part -> SettingsReader.decode(part).strip())
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
