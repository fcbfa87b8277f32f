package org.tinypixel.inbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Mails of tests, as text. */
final class Mime {
    static final Instant RECEIVED = Instant.parse("2026-03-03T09:05:00Z");

    private Mime() {}

    static Incoming read(String mime) {
        return read(mime.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static Incoming read(byte[] mime) {
        try {
            return IncomingReader.read(new ByteArrayInputStream(mime), RECEIVED);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** A mail of a person. */
    static Incoming person(String subject, String text) {
        return person(subject, "", text);
    }

    /** @param fields more header lines, each with its line end */
    static Incoming person(String subject, String fields, String text) {
        return read(
                "Return-Path: <buyer@example.net>\nFrom: Buyer <buyer@example.net>\nTo: sales@example.com\nSubject: "
                        + subject + "\nMessage-ID: <p1@example.net>\nIn-Reply-To: <m.1@track.example.com>\n"
                        + "Content-Type: text/plain; charset=utf-8\n" + fields + "\n" + text + "\n");
    }

    /** A notice of a mail server in words. */
    static Incoming notice(String text) {
        return read(
                "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: sales@example.com\n"
                        + "Subject: Undelivered mail\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n");
    }
}
