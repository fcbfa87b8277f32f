package org.tinypixel.tracking;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
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
    static void check(SharedContent original, CopyContent changed, int mostChanged, String expected, Patience patience)
            throws MimePart.Unclear {
        var before = outline(original.open(), expected, patience);
        var after = outline(changed.open(), expected, patience);
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

    private static Outline outline(InputStream message, String expected, Patience patience) throws MimePart.Unclear {
        var outline = new Outline(expected);
        var parser = new MimeStreamParser(MimeConfig.PERMISSIVE);
        parser.setContentHandler(outline);
        // A message inside is compared by its bytes like any other part: it is never changed.
        parser.setNoRecurse();
        try (var patient = patience.stream(message)) {
            parser.parse(patient);
        } catch (MimeException | IOException | RuntimeException broken) {
            patience.check();
            throw new MimePart.Unclear("another reader could not read it", broken);
        }
        return outline;
    }

    private static final class Outline extends AbstractContentHandler {
        /** A longer one is an attachment: no body of that length is changed. */
        private static final int LONGEST_HTML = 3 * TrackableMail.LONGEST_HTML;

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
            shape.add("preamble " + digest(in));
        }

        @Override
        public void epilogue(InputStream in) throws IOException {
            shape.add("epilogue " + digest(in));
        }

        @Override
        public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
            shape.add(descriptor.getMimeType());
            if (descriptor.getMimeType().equals("text/html")) {
                var bytes = in.readNBytes(LONGEST_HTML);
                holdsExpected |= decoded(descriptor, bytes).contains(expected);
                bodies.add(digest(new SequenceInputStream(new ByteArrayInputStream(bytes), in)));
            } else {
                shape.add(digest(in));
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

        private static String digest(InputStream in) throws IOException {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                var some = new byte[16_384];
                for (var read = in.read(some); read >= 0; read = in.read(some)) {
                    digest.update(some, 0, read);
                }
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }
}
