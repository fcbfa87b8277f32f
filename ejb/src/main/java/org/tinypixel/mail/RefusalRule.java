package org.tinypixel.mail;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads out of a server's refusal why it refused, and whether the address is dead or only this mail was not wanted. Pure. Serves what a server answers to us and what a notice tells
 * of another server's answer alike.
 *
 * <p>Codes lie more often than words: 5.1.1 stands before full mailboxes, 5.2.1 before policies. So words that name a cause come first, then the code, then the step of the
 * dialogue at which it was refused. And an address is called dead only with a second witness: words alone, said by a server that had taken the whole mail before it refused it, are
 * what a filter says that wants to hide.
 */
public final class RefusalRule {
    /** What a refusal means for the next mail. */
    enum Kind {
        /** The address does not exist, or its mailbox is closed: no further mail will arrive. */
        HARD("The address does not work."),
        /** Mailbox full, size, policy and all that is not known: another mail may arrive. */
        SOFT("It was not taken this time; the address may well work.");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    /** The step of RFC 5321 that was refused. */
    public enum Step {
        UNKNOWN,
        /** Greeting, EHLO. */
        CONNECTION,
        /** MAIL FROM. */
        SENDER,
        /** RCPT TO. */
        RECIPIENT,
        /** DATA and what follows. */
        CONTENT
    }

    /**
     * A refusal.
     *
     * @param said the server's words, with the codes in them; what is longer than 2,000 characters is not read
     * @param status an enhanced code (RFC 3463) from elsewhere; used where the words hold none
     * @param reply an SMTP reply code; null where no SMTP server answered, so that the reporting system knows it by itself
     */
    public record Refusal(
            String said, @Nullable String status, @Nullable Integer reply, Step step) {
        public Refusal {
            if (said.length() > LONGEST) {
                said = said.substring(0, LONGEST);
            }
        }
    }

    private static final int LONGEST = 2_000;

    private static final Pattern STATUS =
            Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d])(?!\\.\\d)");

    private static final Pattern REPLY = Pattern.compile("(?<![\\d.#:])([45]\\d\\d)(?=[- :;'\"<]|$)");

    /** RFC 3463, section 3.2: the address is wrong, misspelled, ambiguous or not there; and what Exchange adds to it. */
    private static final Pattern NO_USER = Pattern.compile("[45]\\.1\\.(?:0|1|3|4|10)");

    /** What only a system says that looked into its own directory. */
    private static final Pattern DIRECTORY = Pattern.compile(
            "(?i)recogni[sz]ed|final delivery|director(?:y|ies)|address book|local (?:user|recipient|mailbox|part)|in (?:\\w+ ){0,4}table|unknown recipient|ディレクトリ|alias|not listed|no such mailbox|adr\\.|^\\s*(?:unknown|invalid|no valid) (?:user|recipient)|no valid recipients");

    /** Of large providers, who say it only after the whole mail. */
    private static final Pattern ACCOUNT = Pattern.compile("(?i)does(?:n't| not) have an? \\S{1,80} account");

    /** The name server had no answer, which is not the answer that there is none. */
    private static final Pattern AGAIN = Pattern.compile("(?i)try again|temporar|servfail|soft error");

    private static final Pattern NAMED = Pattern.compile("[\\w.+=\"'-]@[\\w-]|@ ?unknown");

    private static final Pattern FOR_NOW = Pattern.compile("(?i)temporar|suspend|locked|disabled|for now|on hold");

    private RefusalRule() {}

    /**
     * Judges a final refusal of a recipient.
     *
     * @param said the server's answer as it came, code first
     */
    static Kind kind(String said) {
        return reason(new Refusal(said, null, reply(said), Step.RECIPIENT)).hard() ? Kind.HARD : Kind.SOFT;
    }

    /** Why it was refused. */
    public static Reason reason(Refusal refusal) {
        var status = telling(refusal);
        var meaning = RefusalWords.meaning(RefusalWords.plain(refusal.said())).orElse(null);
        if (meaning == null || vague(meaning, status)) {
            var coded = byCode(status, refusal);
            return coded != Reason.OTHER || meaning == null ? coded : meaning;
        }
        if (meaning == Reason.SUSPENDED
                && status != null
                && status.endsWith(".1.1")
                && !FOR_NOW.matcher(refusal.said()).find()) {
            return Reason.USER_UNKNOWN;
        }
        if (meaning == Reason.USER_UNKNOWN) {
            return witnessed(refusal, status) ? meaning : Reason.FILTERED;
        }
        if (meaning == Reason.HOST_UNKNOWN && AGAIN.matcher(refusal.said()).find()) {
            return Reason.NETWORK;
        }
        if (meaning == Reason.HOST_UNKNOWN && refusal.step() == Step.SENDER) {
            // It speaks of our domain.
            return Reason.POLICY;
        }
        return meaning;
    }

    /** The first enhanced code in the text that says something, or else the first one; null where there is none. */
    public static @Nullable String status(String text) {
        var codes = STATUS.matcher(text);
        String first = null;
        while (codes.find()) {
            if (!codes.group(2).equals("0")) {
                return codes.group();
            }
            first = first == null ? codes.group() : first;
        }
        return first;
    }

    /** The first SMTP reply code of a refusal in the text; null where there is none. */
    public static @Nullable Integer reply(String text) {
        var codes = REPLY.matcher(text);
        return codes.find() ? Integer.valueOf(codes.group(1)) : null;
    }

    /** What the server itself said beats what the reporting system made of it, unless it says nothing. */
    private static @Nullable String telling(Refusal refusal) {
        var said = status(refusal.said());
        var other = refusal.status();
        return said == null || (said.substring(1).startsWith(".0.") && other != null) ? other : said;
    }

    private static boolean vague(Reason meaning, @Nullable String status) {
        return switch (meaning) {
            case POLICY, CONTENT, SYSTEM, NETWORK, EXPIRED -> status != null && says(status);
            case USER_UNKNOWN,
                    HOST_UNKNOWN,
                    MOVED,
                    NOT_ACCEPTING,
                    MAILBOX_FULL,
                    TOO_LARGE,
                    SUSPENDED,
                    FILTERED,
                    SPAM,
                    VIRUS,
                    BLOCKED,
                    AUTHENTICATION,
                    RATE,
                    OTHER -> false;
        };
    }

    /** Whether the code tells more than vague words do. */
    private static boolean says(String status) {
        return status.endsWith(".2.2")
                || status.endsWith(".2.3")
                || status.endsWith(".3.4")
                || status.endsWith(".1.2")
                || status.endsWith(".1.6");
    }

    private static boolean witnessed(Refusal refusal, @Nullable String status) {
        if (refusal.step() == Step.RECIPIENT) {
            return true;
        }
        if (status != null && NO_USER.matcher(status).matches() && !status.endsWith(".1.0")) {
            return true;
        }
        if (refusal.reply() != null && ACCOUNT.matcher(refusal.said()).find()) {
            return true;
        }
        if (refusal.step() != Step.UNKNOWN) {
            return false;
        }
        // A code of the mailbox's state or of a policy says something else than the words; the other subjects are
        // wrappings.
        var contradicted = status != null && (status.charAt(2) == '2' || status.charAt(2) == '7');
        return !contradicted
                && (refusal.reply() == null ? DIRECTORY : NAMED)
                        .matcher(refusal.said())
                        .find();
    }

    /** RFC 3463 and the registry of its codes, then RFC 5321 and RFC 7504. */
    private static Reason byCode(@Nullable String status, Refusal refusal) {
        if (status != null) {
            var detail = status.substring(2);
            var coded = switch (detail) {
                case "1.1", "1.3", "1.4", "1.10" -> Reason.USER_UNKNOWN;
                case "1.2" -> Reason.HOST_UNKNOWN;
                case "1.6" -> Reason.MOVED;
                case "1.7", "1.8", "7.1" -> Reason.POLICY;
                case "2.1" -> Reason.SUSPENDED;
                case "2.2" -> Reason.MAILBOX_FULL;
                case "2.3", "3.4" -> Reason.TOO_LARGE;
                case "3.2" -> Reason.NOT_ACCEPTING;
                case "4.7" -> Reason.EXPIRED;
                case "5.3" -> Reason.RATE;
                case "7.20", "7.21", "7.22", "7.23", "7.24", "7.26", "7.509" -> Reason.AUTHENTICATION;
                case "7.25", "7.27", "7.606" -> Reason.BLOCKED;
                default -> Reason.OTHER;
            };
            if (coded != Reason.OTHER) {
                return coded;
            }
            coded = byClass(detail.charAt(0), detail);
            if (coded != Reason.OTHER) {
                return coded;
            }
        }
        var reply = refusal.reply();
        if (reply == null) {
            return Reason.OTHER;
        }
        return switch (reply) {
            case 421, 451 -> Reason.SYSTEM;
            case 521, 556 -> Reason.NOT_ACCEPTING;
            case 551 -> refusal.step() == Step.RECIPIENT ? Reason.MOVED : Reason.OTHER;
            case 552 -> Reason.MAILBOX_FULL;
            case 530, 534, 535 -> Reason.POLICY;
            case 500, 501, 502, 503, 504, 555 -> Reason.CONTENT;
            default ->
                refusal.step() == Step.CONNECTION || refusal.step() == Step.SENDER ? Reason.BLOCKED : Reason.OTHER;
        };
    }

    private static Reason byClass(char subject, String detail) {
        return switch (subject) {
            case '3' -> Reason.SYSTEM;
            case '4' -> Reason.NETWORK;
            case '5', '6' -> detail.endsWith(".0") && subject == '5' ? Reason.OTHER : Reason.CONTENT;
            case '7' -> Reason.POLICY;
            default -> Reason.OTHER;
        };
    }

    /** Whether the word is the name of a step's command. */
    public static Step step(String command) {
        return switch (command.toUpperCase(Locale.ROOT)) {
            case "CONN", "EHLO", "HELO", "LHLO", "STARTTLS", "AUTH" -> Step.CONNECTION;
            case "MAIL" -> Step.SENDER;
            case "RCPT" -> Step.RECIPIENT;
            case "DATA", "BDAT", "DOT", "QUIT" -> Step.CONTENT;
            default -> Step.UNKNOWN;
        };
    }
}
