package org.tinypixel.mail;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads out of a server's final refusal whether the address is dead or only this mail was not wanted. Pure. */
final class RefusalRule {
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

    private static final Pattern ENHANCED = Pattern.compile("\\b5\\.(\\d{1,3})\\.(\\d{1,3})\\b");

    /** RFC 3463, section 3.2, and the registry of its codes: what says that there is no such mailbox, or that it accepts nothing any more. */
    private static final List<String> DEAD_CODES = List.of("1.0", "1.1", "1.2", "1.3", "1.4", "1.6", "1.10", "2.1");

    /** Words that lie: servers put 5.1.1 or 5.2.1 before a refusal by policy. */
    private static final Pattern POLICY = Pattern.compile(
            "spam|block|blacklist|denylist|reputation|policy|spf|dkim|dmarc|rate|too many|relay(ing)? (access )?denied|not permitted"
                    + "|unauthenticated|authentication|quota|full|over.?quota|size|too large|too big|virus|content|banned|listed");

    private static final Pattern DEAD = Pattern.compile(
            "(user|recipient|mailbox|address|account|alias)[^.;]{0,40}(unknown|not found|does ?n[o']t exist|not exist|no longer|invalid|disabled|inactive"
                    + "|closed|deactivated|suspended|rejected: undeliverable)"
                    + "|(unknown|no such|invalid|bad|non-?existent|nonexistent|undeliverable|inactive|disabled)"
                    + " (local )?(user|recipient|mailbox|address|account|person|domain|host)"
                    + "|does ?n[o']t have an? [\\w.-]* ?account|no mailbox here|host or domain name not found|domain not found");

    private RefusalRule() {}

    /**
     * Judges a final refusal.
     *
     * @param said the server's answer as it came, code first
     */
    static Kind kind(String said) {
        var text = said.toLowerCase(Locale.ROOT);
        if (POLICY.matcher(text).find()) {
            return Kind.SOFT;
        }
        var enhanced = ENHANCED.matcher(text);
        if (enhanced.find()) {
            var code = enhanced.group(1) + "." + enhanced.group(2);
            if (DEAD_CODES.contains(code)) {
                return Kind.HARD;
            }
            // 5.0.0 says nothing; everything else says something else.
            if (!code.equals("0.0")) {
                return Kind.SOFT;
            }
        }
        return DEAD.matcher(text).find() ? Kind.HARD : Kind.SOFT;
    }
}
