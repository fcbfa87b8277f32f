package org.tinypixel.mail;

/** How an attempt to hand a mail to the relay ended; {@code said} is the server's answer or a sentence. */
public sealed interface Outcome {
    String said();

    /** The server took the mail: a 2xx answer to the final dot. */
    record Sent(String said) implements Outcome {}

    /** A 5xx answer: the mail was not taken and would not be. */
    record Refused(String said) implements Outcome {}

    /** A 4xx answer, or the connection ended before the final dot was begun: the mail was certainly not taken. */
    record Later(String said) implements Outcome {}

    /** The final dot was begun and no answer came: the mail may have been taken (RFC 1047). */
    record Unknown(String said) implements Outcome {}
}
