package org.tinypixel.routes.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.tinypixel.mail.Outcome;
import org.tinypixel.mail.OutgoingMail;

/** One connection to the relay, for one mail. */
final class SmtpLine implements SmtpRelay.Line {
    private final DotWatch transport;

    SmtpLine(DotWatch transport) {
        this.transport = transport;
    }

    @Override
    public Outcome send(OutgoingMail mail) {
        var from = mail.from().value();
        var to = mail.to().value();
        // Angus Mail 2.0.4 writes line breaks in an address as they are (CVE-2025-7962).
        if (!isOneWord(from) || !isOneWord(to)) {
            return new Outcome.Refused("The address holds characters that no mail server may be sent.");
        }
        var international = !isAscii(from) || !isAscii(to);
        if (international && !transport.supportsExtension("SMTPUTF8")) {
            return new Outcome.Refused("The mail server does not take addresses with letters beyond ASCII.");
        }
        try {
            var recipient = new InternetAddress();
            recipient.setAddress(to);
            transport.sendMessage(message(mail, from, international), new Address[] {recipient});
            return new Outcome.Sent(tidy(transport.answer()));
        } catch (MessagingException failed) {
            return outcome(failed);
        }
    }

    private SMTPMessage message(OutgoingMail mail, String from, boolean international) {
        var message = new AsItIs(mail.mime());
        message.setEnvelopeFrom(from);
        var extension = new StringBuilder();
        if (transport.supportsExtension("8BITMIME") && hasEightBits(mail.mime())) {
            extension.append("BODY=8BITMIME");
        }
        if (international) {
            extension.append(extension.isEmpty() ? "" : " ").append("SMTPUTF8");
        }
        if (!extension.isEmpty()) {
            message.setMailExtension(extension.toString());
        }
        return message;
    }

    private Outcome outcome(MessagingException failed) {
        var code = code(failed);
        var said = oneLine(failed);
        if (code == 530 || code == 535 || code == 538) {
            // The server wants a sign-in: the settings are wrong, the mail is not.
            return new Outcome.Later(said);
        }
        if (code >= 500 && code <= 599) {
            return new Outcome.Refused(said);
        }
        if (code >= 400 && code <= 499) {
            return new Outcome.Later(said);
        }
        if (!transport.dotBegun()) {
            return new Outcome.Later("the connection ended early (" + said + ")");
        }
        // Any 2xx to the dot means taken (RFC 5321, section 4.2.1); Angus knows 250 only.
        return code >= 200 && code <= 299
                ? new Outcome.Sent(said)
                : new Outcome.Unknown("The mail server got the mail and gave no answer (" + said + ").");
    }

    /** The server's code behind a failure, or -1 where no answer came. */
    private static int code(MessagingException failed) {
        var code = -1;
        for (@Nullable Exception each = failed;
                each != null;
                each = each instanceof MessagingException mail ? mail.getNextException() : null) {
            if (each instanceof SMTPAddressFailedException recipient) {
                return recipient.getReturnCode();
            }
            if (each instanceof SMTPSenderFailedException sender) {
                return sender.getReturnCode();
            }
            if (each instanceof SMTPSendFailedException command) {
                code = command.getReturnCode();
            }
        }
        return code;
    }

    /** The innermost words, which are the server's, on one line. */
    static String oneLine(Throwable failed) {
        var text = String.valueOf(failed.getMessage());
        for (@Nullable Throwable each = failed; each != null; each = inner(each)) {
            if (each.getMessage() != null) {
                text = each.getMessage();
            }
        }
        // Angus Mail's word for it.
        return text.equals("[EOF]") ? "the connection was closed" : tidy(text);
    }

    private static @Nullable Throwable inner(Throwable failed) {
        return failed instanceof MessagingException mail ? mail.getNextException() : failed.getCause();
    }

    private static String tidy(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    static boolean isOneWord(String address) {
        return address.chars().noneMatch(c -> c <= ' ' || c == 127 || c == '<' || c == '>');
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static boolean hasEightBits(byte[] bytes) {
        for (var each : bytes) {
            if (each < 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        transport.closeQuietly();
    }

    /** A message that leaves as its bytes are; the transport only doubles leading dots and makes every line end CRLF. */
    private static final class AsItIs extends SMTPMessage {
        private final byte[] mime;

        AsItIs(byte[] mime) {
            super(Session.getInstance(new Properties()));
            this.mime = mime;
        }

        @Override
        public int getSize() {
            return mime.length;
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] ignoreList) throws IOException {
            out.write(mime);
        }
    }
}
