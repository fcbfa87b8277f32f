package org.tinypixel.routes.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Envelope;
import org.tinypixel.submission.Submission;

/** One mail transaction (RFC 5321, section 3.3): begun by {@code MAIL}, filled by {@code RCPT} and {@code DATA}. */
final class Draft {
    private final Viewer viewer;
    private final EmailAddress from;
    private final boolean smtputf8;
    private final boolean eightBit;
    private final Envelope.@Nullable Return ret;
    private final @Nullable String envid;
    private final List<Submission.Recipient> to = new ArrayList<>();
    private @Nullable Spool content;

    Draft(Viewer viewer, EmailAddress from, Parameters asked) throws Parameters.Wrong {
        this.viewer = viewer;
        this.from = from;
        this.smtputf8 = asked.smtputf8();
        this.eightBit = asked.eightBit();
        this.ret = asked.ret();
        this.envid = asked.envid();
    }

    boolean smtputf8() {
        return smtputf8;
    }

    int recipients() {
        return to.size();
    }

    /** A recipient that is there already stays as it is. */
    boolean has(EmailAddress address) {
        return to.stream().anyMatch(known -> known.address().equals(address));
    }

    void add(Submission.Recipient recipient) {
        to.add(recipient);
    }

    void content(Spool spool) {
        content = spool;
    }

    long octets() {
        return content == null ? 0 : content.total();
    }

    /** Everything, with the whole message in memory. */
    Submission submission() throws IOException {
        if (content == null) {
            throw new IllegalStateException("the message did not come yet");
        }
        return new Submission(viewer, from, to, content.content(), smtputf8, eightBit, ret, envid);
    }
}
