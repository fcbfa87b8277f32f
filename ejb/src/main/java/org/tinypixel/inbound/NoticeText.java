package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.RefusalRule;

/** A notice in free text: whom it names, and what it says of each. The forms are many, the shape is one: an address at a place where a recipient stands, and words behind it. */
final class NoticeText {
    /** Before an address that failed. */
    private static final Pattern TO = Pattern.compile(
            "(?i)(?:^|[\\s>*(-])(?:to|for|recipients?|address(?:es)?|user(?:id)?|mailbox|rcpt to|rcpt|size|attempts|delivered to|account|person|destinataire|an|à|宛先|宛|get to|whom|ist|email)[^\\p{Alnum}@]{0,6}$");

    /** Before an address that did not. */
    private static final Pattern FROM = Pattern.compile(
            "(?i)(?:from|sender|contact|reply-to|return-path|by|questions|administrator|support|help|abuse|mail from|f=\\[|cc|http\\S*|errors-to|von|de)[^\\p{Alnum}@]{0,8}$");

    private static final Pattern START = Pattern.compile(
            "[\\s>*<\\[('\"•-]*(?:RCPT TO:\\s*<?|[45]\\d\\d[ -]+(?:[45]\\.\\d+\\.\\d+ +)?<?|mailto:|rfc822; ?)?");

    private static final Pattern ANSWER = Pattern.compile(
            "(?<![\\d.:\\p{Alpha}])#?(?:[45]\\d\\d(?=[- :;'\"<#]|$)|[45]\\.\\d{1,3}\\.\\d{1,3}(?![\\d.]))");

    private static final Pattern GENERATED =
            Pattern.compile("(?i)\\((?:generated|forwarded|expanded) (?:from|by)|ultimately generated from");

    /** A header of the mail, repeated in the text; whom it was sent to is not who failed. */
    private static final Pattern SUMMARY = Pattern.compile("\\s*(?:To|Cc|CC|TO):[ \\t]+.*");

    private static final Pattern CODED = Pattern.compile("[45]\\d\\d[- ]");

    private static final Pattern STOP = Pattern.compile("Giving up|>>>|---|\\*\\*\\*|\\.\\.\\. while talking");

    private static final int LONGEST = 4_000;
    private static final int MOST = 200;

    private static final List<Map.Entry<Pattern, RefusalRule.Step>> STEPS = List.of(
            Map.entry(
                    Pattern.compile(
                            "(?i)(?:reply|response) to (?:the )?RCPT|after RCPT TO|does not like recipient|our RCPT|>>> ?RCPT|during RCPT|\\[RCPT_TO]|for RCPT TO response|RCPT (?:TO )?command|SMTP command\\W{1,40}RCPT|state 1[345]\\b"),
                    RefusalRule.Step.RECIPIENT),
            Map.entry(
                    Pattern.compile(
                            "(?i)(?:reply|response) to (?:the )?(?:end of )?(?:DATA|BDAT|message)|after (?:end of )?(?:DATA|data)|after (?:I |pipelined |the |sending |it )?(?:\\w+ ){0,3}sent the message|failed after I sent|final DATA|>>> ?(?:DATA|BDAT|\\.)|end of data|for TEXT command|SMTP command\\W{1,40}DATA|state 1[678]\\b"),
                    RefusalRule.Step.CONTENT),
            Map.entry(
                    Pattern.compile(
                            "(?i)(?:reply|response) to (?:the )?MAIL FROM|after MAIL FROM|sender was rejected|our MAIL FROM|>>> ?MAIL|state (?:9|1[012])\\b"),
                    RefusalRule.Step.SENDER),
            Map.entry(
                    Pattern.compile(
                            "(?i)(?:reply|response) to (?:the )?(?:EHLO|HELO|STARTTLS)|after (?:EHLO|HELO|initial connection)|>>> ?[EH][HE]LO|refused to talk to me|while performing the [EH][EH]LO|connected to \\S+ but (?:greeting|connection)"),
                    RefusalRule.Step.CONNECTION));

    private NoticeText() {}

    /**
     * Whom it names, each with the words behind.
     *
     * @param own who sent the mail, and so is named without having failed
     * @param expected who the mail was for, as far as it is known; believed wherever they stand
     */
    static Map<EmailAddress, String> recipients(String notice, Set<EmailAddress> own, Set<EmailAddress> expected) {
        var strong = new LinkedHashMap<EmailAddress, StringBuilder>();
        var weak = new ArrayList<EmailAddress>();
        EmailAddress current = null;
        var before = "";
        for (var line : Lines.of(notice)) {
            if (strong.size() + weak.size() > MOST) {
                break;
            }
            var generated = GENERATED.matcher(line);
            var found = named(before, line, own, expected, weak);
            before = line;
            if (current != null && generated.find()) {
                // The address before was made of this one, by an alias or a forward.
                var from =
                        Addresses.in(line.substring(generated.end())).stream().findFirst();
                var words = strong.remove(current);
                found = from.orElse(current);
                strong.merge(found, words == null ? new StringBuilder() : words, StringBuilder::append);
            }
            if (found != null) {
                current = found;
            }
            if (current != null) {
                var said = strong.computeIfAbsent(current, address -> new StringBuilder());
                if (said.length() < LONGEST) {
                    said.append(line.strip()).append('\n');
                }
            }
        }
        var recipients = new LinkedHashMap<EmailAddress, String>();
        strong.forEach((address, said) -> recipients.put(address, said.toString()));
        if (recipients.isEmpty() && !weak.isEmpty()) {
            recipients.put(weak.get(0), notice);
        }
        return recipients;
    }

    private static @Nullable EmailAddress named(
            String last, String line, Set<EmailAddress> own, Set<EmailAddress> expected, List<EmailAddress> weak) {
        if (line.indexOf('@') < 0) {
            return null;
        }
        var matcher = Addresses.FORM.matcher(line);
        while (matcher.find()) {
            var address = EmailAddress.parse(matcher.group()).orElse(null);
            if (address == null || (own.contains(address) && !expected.contains(address))) {
                continue;
            }
            var before = line.substring(Math.max(0, matcher.start() - 60), matcher.start());
            if (SUMMARY.matcher(before).matches()) {
                weak.add(address);
                continue;
            }
            if (expected.contains(address)
                    || (matcher.start() < 60
                            && START.matcher(before).matches()
                            && !FROM.matcher(last.strip() + " ").find())
                    || TO.matcher(before).find()) {
                return address;
            }
            if (!FROM.matcher(before.isBlank() || before.strip().equals("<") ? last.strip() + " " : before)
                    .find()) {
                weak.add(address);
            }
        }
        return null;
    }

    /** The server's answer in the words, from its code on; all words where no server answered. */
    static String answer(String said) {
        var code = ANSWER.matcher(said);
        if (!code.find()) {
            return said;
        }
        if (said.substring(Math.max(0, code.start() - 2), code.start()).contains("(")) {
            // A code in brackets stands behind the words.
            return said;
        }
        // What follows a blank line or a command is not said by the server any more.
        var rest = said.substring(code.start());
        var answer = new StringBuilder();
        var whole = false;
        for (var line : Lines.of(rest)) {
            var coded = CODED.matcher(line).lookingAt();
            if (line.isBlank() || STOP.matcher(line).lookingAt() || (coded && whole)) {
                break;
            }
            // "550-" goes on, "550 " is the last line of an answer (RFC 5321, section 4.2.1).
            whole |= coded && line.length() > 3 && line.charAt(3) == ' ';
            answer.append(line).append('\n');
        }
        return answer.toString();
    }

    /** At which step of the dialogue it was refused, as the words tell. */
    static RefusalRule.Step step(String said) {
        var text = Squeezed.of(said);
        var step = RefusalRule.Step.UNKNOWN;
        var at = -1;
        for (var entry : STEPS) {
            var matcher = entry.getKey().matcher(text);
            // The last command before the refusal counts: a transcript shows them all.
            while (matcher.find()) {
                if (matcher.start() > at) {
                    at = matcher.start();
                    step = entry.getValue();
                }
            }
        }
        return step;
    }
}
