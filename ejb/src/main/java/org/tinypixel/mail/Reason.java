package org.tinypixel.mail;

/** Why a mail was not delivered; {@code hard} where the address itself is dead. */
public enum Reason {
    USER_UNKNOWN(true, "The address does not exist."),
    HOST_UNKNOWN(true, "The domain of the address does not exist."),
    MOVED(true, "The mailbox has moved."),
    NOT_ACCEPTING(true, "The address takes no mail."),
    MAILBOX_FULL(false, "The mailbox is full."),
    TOO_LARGE(false, "The mail is larger than the other side takes."),
    SUSPENDED(false, "The mailbox is switched off for now."),
    FILTERED(false, "The other side did not take it; whether the address exists is not clear."),
    SPAM(false, "The other side took the mail for spam."),
    VIRUS(false, "The other side saw harmful content."),
    BLOCKED(false, "The other side refuses mail from our mail server."),
    POLICY(false, "A rule of the other side refused it."),
    AUTHENTICATION(false, "The other side misses a proof of the sender (SPF, DKIM, DMARC)."),
    RATE(false, "Too much mail came in a short time."),
    CONTENT(false, "The other side did not take the content as it is."),
    NETWORK(false, "The other mail server could not be reached."),
    EXPIRED(false, "It was not delivered in the time that the mail server tries."),
    SYSTEM(false, "The other mail server had a fault."),
    OTHER(false, "It was not delivered.");

    private final boolean hard;
    private final String sentence;

    Reason(boolean hard, String sentence) {
        this.hard = hard;
        this.sentence = sentence;
    }

    /** Whether the address itself is dead. */
    public boolean hard() {
        return hard;
    }

    public String sentence() {
        return sentence;
    }
}
