package org.tinypixel.routes.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transport that knows whether the final dot was begun: from there on, no answer means that nobody knows. */
final class DotWatch extends SMTPTransport {
    private static final Logger LOG = LoggerFactory.getLogger(DotWatch.class);

    private boolean begun;
    private String answer = "";

    DotWatch(Session session, boolean implicitTls) {
        super(session, null, implicitTls ? "smtps" : "smtp", implicitTls);
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        begun = true;
        super.finishData();
        answer = getLastServerResponse();
    }

    boolean dotBegun() {
        return begun;
    }

    /** The server's words on the final dot, where it took the mail. */
    String answer() {
        return answer;
    }

    void closeQuietly() {
        try {
            close();
        } catch (MessagingException gone) {
            LOG.debug("The connection was gone before it was closed", gone);
        }
    }
}
