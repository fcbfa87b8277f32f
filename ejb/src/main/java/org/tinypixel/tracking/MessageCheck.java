package org.tinypixel.tracking;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;

/** Checks a mail as a client hands it in, and names every wrong field at once. */
final class MessageCheck {
    /** The longest subject; with its name it still fits into one line (RFC 5322, section 2.1.1). */
    static final int LONGEST_SUBJECT = 900;

    static final int MOST_RECIPIENTS = 500;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_BODY = 25 * 1024 * 1024;
    private static final String NO_ADDRESS = "This is no e-mail address; one looks like anna@example.com.";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*[\\p{L}_][\\p{L}\\p{N}_. -]*}}");

    private final Invalid.Collector wrong = new Invalid.Collector();
    private final Viewer viewer;
    private final Function<EmailAddress, Optional<String>> refusesMail;

    private MessageCheck(Viewer viewer, Function<EmailAddress, Optional<String>> refusesMail) {
        this.viewer = viewer;
        this.refusesMail = refusesMail;
    }

    /**
     * The mail, checked; {@link Invalid} names all that is wrong.
     *
     * @param refusesMail why an address must get no mail
     */
    static Draft check(Viewer viewer, NewMessage mail, Function<EmailAddress, Optional<String>> refusesMail) {
        return new MessageCheck(viewer, refusesMail).draft(mail);
    }

    /** Whether a field that should have been filled in is still there. */
    static boolean hasPlaceholder(@Nullable String text) {
        return text != null && PLACEHOLDER.matcher(text).find();
    }

    private Draft draft(NewMessage mail) {
        var send = !Boolean.FALSE.equals(mail.send());
        var from = from(mail.from());
        var to = recipients(mail.to() == null ? List.of() : mail.to());
        var subject = mail.subject() == null ? "" : mail.subject().strip();
        checkSubject(mail.subject() == null ? "" : mail.subject());
        checkBody(mail);
        if (send) {
            // Who sends the copies themselves may fill in fields after us.
            checkFilled("subject", mail.subject());
            checkFilled("html", mail.html());
            checkFilled("text", mail.text());
        }
        var headers = headers(mail.headers() == null ? Map.of() : mail.headers());
        var campaign = name("campaign", mail.campaign());
        var template = name("template", mail.template());
        var sequence = name("sequence", mail.sequence());
        wrong.throwIfAny();
        return new Draft(
                from,
                to,
                subject,
                blankToNull(mail.html()),
                blankToNull(mail.text()),
                headers,
                null,
                references(headers),
                mail.track(),
                campaign,
                template,
                sequence,
                send);
    }

    private NamedAddress from(@Nullable String text) {
        var own = new NamedAddress(viewer.address(), viewer.name());
        if (text == null) {
            return own;
        }
        var from = NamedAddress.parse(text).orElse(null);
        if (from == null) {
            wrong.add("from", "This is no sender; one looks like anna@example.com or Anna Example <anna@example.com>.");
            return own;
        }
        if (!viewer.maySendAs(from.address())) {
            wrong.add("from", notYours(from.address()));
        }
        var name = from.name();
        if (name != null && (name.length() > LONGEST_NAME || !HeaderRule.hasWholeCharacters(name))) {
            wrong.add("from", "A sender's name has at most " + LONGEST_NAME + " characters.");
        }
        return from;
    }

    static String notYours(EmailAddress sender) {
        return "You may not send as " + sender + "; use an address of your account.";
    }

    private List<Draft.Recipient> recipients(List<NewMessage.To> given) {
        if (given.isEmpty() || given.size() > MOST_RECIPIENTS) {
            wrong.add(
                    "to",
                    given.isEmpty()
                            ? "Name at least one recipient."
                            : "A mail has at most " + MOST_RECIPIENTS + " recipients; this one has " + given.size()
                                    + ".");
            return List.of();
        }
        var recipients = new ArrayList<Draft.Recipient>();
        var seen = new HashMap<EmailAddress, Integer>();
        for (var i = 0; i < given.size(); i++) {
            recipient("to[" + i + "]", i, given.get(i), seen).ifPresent(recipients::add);
        }
        return recipients;
    }

    private Optional<Draft.Recipient> recipient(
            String field, int place, NewMessage.@Nullable To to, Map<EmailAddress, Integer> seen) {
        var text = to == null || to.email() == null ? "" : to.email();
        // Blanks around an address are forgiven, line breaks are not: they are an attempt at something.
        var address = NamedAddress.hasControl(text)
                ? null
                : EmailAddress.parse(text).filter(NamedAddress::isAscii).orElse(null);
        if (to == null || address == null) {
            wrong.add(field + ".email", NO_ADDRESS);
            return Optional.empty();
        }
        var first = seen.putIfAbsent(address, place);
        if (first != null) {
            wrong.add(field + ".email", address + " is a recipient already, as to[" + first + "].");
        } else {
            refusesMail.apply(address).ifPresent(reason -> wrong.add(field + ".email", reason));
        }
        var name = to.name() == null || to.name().isEmpty() ? null : to.name();
        if (name != null
                && (name.length() > LONGEST_NAME
                        || NamedAddress.hasControl(name)
                        || !HeaderRule.hasWholeCharacters(name))) {
            wrong.add(field + ".name", "A name has at most " + LONGEST_NAME + " characters and no line breaks.");
        }
        checkZone(field + ".timeZone", to.timeZone());
        checkCrm(field + ".crm", to.crm());
        return Optional.of(new Draft.Recipient(address, name, to.timeZone(), to.crm()));
    }

    private void checkZone(String field, @Nullable String zone) {
        if (zone == null) {
            return;
        }
        try {
            wrong.require(zone.length() <= 60 && !ZoneId.of(zone).getId().isEmpty(), field, "This is no time zone.");
        } catch (DateTimeException unknown) {
            wrong.add(field, "There is no such time zone; one is called Europe/Berlin.");
        }
    }

    private void checkCrm(String field, NewMessage.@Nullable CrmReference crm) {
        if (crm != null) {
            name(field + ".connection", crm.connection());
            name(field + ".type", crm.type());
            if (name(field + ".id", crm.id()) == null) {
                wrong.add(field + ".id", "A reference into a CRM needs the record's id.");
            }
        }
    }

    private void checkSubject(String subject) {
        if (subject.isBlank()) {
            wrong.add("subject", "A mail needs a subject.");
        } else if (NamedAddress.hasControl(subject)) {
            wrong.add("subject", "A subject must not hold line breaks or other control characters.");
        } else if (subject.length() > LONGEST_SUBJECT || !HeaderRule.hasWholeCharacters(subject)) {
            wrong.add("subject", "A subject has at most " + LONGEST_SUBJECT + " whole characters.");
        }
    }

    private void checkBody(NewMessage mail) {
        if (blankToNull(mail.html()) == null && blankToNull(mail.text()) == null) {
            wrong.add("html", "A mail needs a body: give html, text or both.");
        }
        checkText("html", mail.html());
        checkText("text", mail.text());
    }

    private void checkText(String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.length() > LONGEST_BODY) {
            wrong.add(field, "A body has at most 25 MB.");
        } else if (text.indexOf('\0') >= 0 || !HeaderRule.hasWholeCharacters(text)) {
            wrong.add(field, "The text holds characters that no mail can carry (NUL, or half a surrogate pair).");
        }
    }

    private void checkFilled(String field, @Nullable String text) {
        if (text != null) {
            var left = PLACEHOLDER.matcher(text);
            if (left.find()) {
                wrong.add(field, "The placeholder " + left.group() + " was not filled in.");
            }
        }
    }

    private Map<String, String> headers(Map<String, String> given) {
        var seen = new HashSet<String>();
        given.forEach((name, value) -> {
            var problem = value == null
                    ? Optional.of("The header " + name + " has no value.")
                    : HeaderRule.refuse(name, value);
            problem.ifPresent(sentence -> wrong.add("headers." + shown(name), sentence));
            wrong.require(
                    seen.add(name.toLowerCase(Locale.ROOT)), "headers." + shown(name), "This header is there twice.");
        });
        return given;
    }

    private static String shown(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c < 127) && name.length() <= 76 ? name : "?";
    }

    private @Nullable String name(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var stripped = text.strip();
        wrong.require(
                stripped.length() <= LONGEST_NAME
                        && !NamedAddress.hasControl(text)
                        && HeaderRule.hasWholeCharacters(text),
                field,
                "This has at most " + LONGEST_NAME + " characters and no line breaks.");
        return stripped;
    }

    /** What the client's own threading headers name, {@code References} first. */
    private static List<String> references(Map<String, String> headers) {
        var ids = new ArrayList<String>();
        for (var wanted : List.of("references", "in-reply-to")) {
            headers.forEach((name, value) -> {
                if (name.toLowerCase(Locale.ROOT).equals(wanted)) {
                    RawMail.ids(value).stream().filter(id -> !ids.contains(id)).forEach(ids::add);
                }
            });
        }
        return ids;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
