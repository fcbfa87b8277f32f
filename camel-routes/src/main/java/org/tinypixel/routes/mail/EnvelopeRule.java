package org.tinypixel.routes.mail;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Envelope;
import org.tinypixel.mail.OutgoingMail;

/** Writes the commands that announce a mail to a server, or says why this server cannot take it. Pure. */
final class EnvelopeRule {
    /** What is said to the server. */
    sealed interface Plan {
        /** {@code MAIL} and {@code RCPT} without line ends. */
        record Commands(String mail, String rcpt) implements Plan {}

        /** The mail cannot go there, whatever is tried; a sentence for the sender. */
        record Refusal(String reason) implements Plan {}
    }

    private EnvelopeRule() {}

    static Plan plan(OutgoingMail mail, Features server) {
        var from = mail.from().value();
        var to = mail.to().value();
        if (!isOneWord(from) || !isOneWord(to)) {
            return new Plan.Refusal("The address holds characters that no mail server may be sent.");
        }
        var largest = server.largest();
        if (largest > 0 && mail.content().length() > largest) {
            return new Plan.Refusal("The mail has " + megabytes(mail.content().length())
                    + "; the mail server takes at most " + megabytes(largest) + ".");
        }
        var international = server.has("SMTPUTF8");
        if (!international) {
            from = asciiDomain(mail.from());
            to = asciiDomain(mail.to());
            if (!isAscii(from) || !isAscii(to)) {
                return new Plan.Refusal("The address " + (isAscii(from) ? to : from)
                        + " has letters beyond ASCII, which the mail server does not take (it offers no SMTPUTF8).");
            }
        }
        if (mail.envelope().smtputf8() && !international && mail.content().hasEightBitHeader()) {
            return new Plan.Refusal(
                    "The header has letters beyond ASCII, which the mail server does not take (it offers no SMTPUTF8).");
        }
        var eightBits = mail.content().hasEightBit();
        if (eightBits && !server.has("8BITMIME")) {
            return new Plan.Refusal(
                    "The mail has text in 8-bit form, and the mail server takes 7-bit only (it offers no"
                            + " 8BITMIME). Send it in quoted-printable or base64 form.");
        }
        return new Plan.Commands(
                "MAIL FROM:<" + from + ">"
                        + (server.has("SIZE") ? " SIZE=" + mail.content().length() : "")
                        + (eightBits ? " BODY=8BITMIME" : "")
                        + (international && needsUtf8(from, to, mail) ? " SMTPUTF8" : "")
                        + (server.has("DSN") ? notices(mail) : ""),
                "RCPT TO:<" + to + ">"
                        + (server.has("DSN") ? notices(mail.envelope().dsn(), to) : ""));
    }

    /** What the client asked for goes before what we ask for (RFC 3461, section 5.1.1); a client's xtext was checked when it came in. */
    private static String notices(OutgoingMail mail) {
        var wish = mail.envelope().dsn();
        var back = wish == null || wish.ret() == null ? Envelope.Return.HDRS : wish.ret();
        var id = wish == null || wish.envid() == null ? mail.copy().value() : wish.envid();
        return " RET=" + back + " ENVID=" + id;
    }

    private static String notices(Envelope.@Nullable Dsn wish, String to) {
        var when = wish == null || wish.notifyOn().isEmpty()
                ? "FAILURE,DELAY"
                : wish.notifyOn().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
        return " NOTIFY=" + when + (wish == null || wish.orcpt() == null ? original(to) : " ORCPT=" + wish.orcpt());
    }

    /** RFC 3461, section 4.2; an address beyond ASCII has another type (RFC 6533), which few servers read, so it is left out. */
    private static String original(String to) {
        return isAscii(to) ? " ORCPT=rfc822;" + xtext(to) : "";
    }

    /** RFC 3461, section 4. */
    static String xtext(String text) {
        var written = new StringBuilder();
        for (var next : text.getBytes(StandardCharsets.US_ASCII)) {
            if (next >= '!' && next <= '~' && next != '+' && next != '=') {
                written.append((char) next);
            } else {
                written.append(String.format(Locale.ROOT, "+%02X", next));
            }
        }
        return written.toString();
    }

    private static boolean needsUtf8(String from, String to, OutgoingMail mail) {
        return !isAscii(from) || !isAscii(to) || mail.content().hasEightBitHeader();
    }

    /** A domain beyond ASCII has an ASCII form that every server knows (RFC 5891). */
    private static String asciiDomain(EmailAddress address) {
        var domain = ascii(address.domain());
        return domain == null ? address.value() : address.local() + "@" + domain;
    }

    private static @Nullable String ascii(String domain) {
        try {
            return isAscii(domain) ? domain : IDN.toASCII(domain);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    static boolean isOneWord(String address) {
        return !address.isEmpty() && address.chars().noneMatch(c -> c <= ' ' || c == 127 || c == '<' || c == '>');
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }
}
