package org.tinypixel.tracking;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;

/** Compares a changed message with its original through a parser that had no part in the change: the last guard before a damaged mail. */
final class SameParts {
    private SameParts() {}

    /**
     * Throws unless both have the same parts with the same headers and bodies, up to so many HTML bodies that differ.
     *
     * @param expected must stand in the decoded text of at least one of them
     */
    static void check(byte[] original, byte[] changed, int mostChanged, String expected) throws MimePart.Unclear {
        var before = outline(original, expected);
        var after = outline(changed, expected);
        if (!before.shape.equals(after.shape)) {
            throw new MimePart.Unclear("another reader would see other parts");
        }
        var differing = 0;
        for (var i = 0; i < before.bodies.size(); i++) {
            if (!before.bodies.get(i).equals(after.bodies.get(i))) {
                differing++;
            }
        }
        if (differing > mostChanged || !after.holdsExpected) {
            throw new MimePart.Unclear("another reader would see other parts");
        }
    }

    private static Outline outline(byte[] message, String expected) throws MimePart.Unclear {
        var outline = new Outline(expected);
        var parser = new MimeStreamParser(MimeConfig.PERMISSIVE);
        parser.setContentHandler(outline);
        try {
            parser.parse(new ByteArrayInputStream(message));
        } catch (MimeException | IOException | RuntimeException broken) {
            throw new MimePart.Unclear("another reader could not read it", broken);
        }
        return outline;
    }

    private static final class Outline extends AbstractContentHandler {
        final List<String> shape = new ArrayList<>();
        final List<String> bodies = new ArrayList<>();
        private final String expected;
        boolean holdsExpected;

        Outline(String expected) {
            this.expected = expected;
        }

        @Override
        public void startBodyPart() {
            shape.add("part");
        }

        @Override
        public void endBodyPart() {
            shape.add("end");
        }

        @Override
        public void startMultipart(BodyDescriptor descriptor) {
            shape.add("multipart " + descriptor.getMimeType());
        }

        @Override
        public void endMultipart() {
            shape.add("end");
        }

        @Override
        public void field(Field field) throws MimeException {
            shape.add(field.getName() + ": " + field.getBody());
        }

        @Override
        public void preamble(InputStream in) throws IOException {
            shape.add("preamble " + digest(in.readAllBytes()));
        }

        @Override
        public void epilogue(InputStream in) throws IOException {
            shape.add("epilogue " + digest(in.readAllBytes()));
        }

        @Override
        public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
            var bytes = in.readAllBytes();
            shape.add(descriptor.getMimeType());
            if (descriptor.getMimeType().equals("text/html")) {
                bodies.add(digest(bytes));
                holdsExpected |= decoded(descriptor, bytes).contains(expected);
            } else {
                shape.add(digest(bytes));
            }
        }

        private static String decoded(BodyDescriptor descriptor, byte[] bytes) throws IOException {
            var encoding = descriptor.getTransferEncoding();
            var in = new ByteArrayInputStream(bytes);
            // The parser's own decoding does not know the encoding where a semicolon follows it.
            if (encoding.startsWith("quoted-printable")) {
                return text(new QuotedPrintableInputStream(in));
            }
            return text(encoding.startsWith("base64") ? new Base64InputStream(in) : in);
        }

        private static String text(InputStream in) throws IOException {
            try (in) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }

        private static String digest(byte[] bytes) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }
}
