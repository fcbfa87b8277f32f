package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of one body part, with the way back to its bytes: an edit changes the bytes of its own stretch and no other, whatever the character set and the transfer
 * encoding (RFC 2045, section 6). Base64 alone is written anew, since an insertion moves all that follows.
 */
final class BodyText {
    /** Here a byte below 128 is always the ASCII character, so ISO 8859-1 shows the markup rightly and loses nothing, even where the text is damaged. */
    private static final Set<String> LIKE_ASCII = Set.of(
            "US-ASCII", "UTF-8", "EUC-JP", "EUC-KR", "GB2312", "KOI8-R", "KOI8-U", "TIS-620", "IBM437", "IBM850");

    private static final int BASE64_LINE = 76;

    private final byte[] encoded;
    private final TransferCode code;
    private final byte[] bytes;
    private final Charset charset;
    private final String text;

    private BodyText(byte[] encoded, TransferCode code, byte[] bytes, Charset charset, String text) {
        this.encoded = encoded;
        this.code = code;
        this.bytes = bytes;
        this.charset = charset;
        this.text = text;
    }

    /** Reads a part's body; throws where its encodings cannot be followed both ways. */
    static BodyText read(byte[] encoded, String encoding, @Nullable String charsetName) throws MimePart.Unclear {
        var code = TransferCode.named(encoding);
        var bytes = code.decode(encoded);
        var named = charsetName == null || charsetName.isBlank() ? "us-ascii" : charsetName.strip();
        var charset = charset(named);
        var text = decode(bytes, charset);
        if (text == null && charset.equals(StandardCharsets.US_ASCII)) {
            // Mailers that name no character set, or the wrong one, mostly write UTF-8.
            charset = StandardCharsets.UTF_8;
            text = decode(bytes, charset);
        }
        if (text == null && isLikeAscii(charset)) {
            charset = StandardCharsets.ISO_8859_1;
            text = decode(bytes, charset);
        }
        if (text == null) {
            throw new MimePart.Unclear("its text is damaged");
        }
        return new BodyText(encoded, code, bytes, charset, text);
    }

    String text() {
        return text;
    }

    /** Whether lines stand in the message as long as they are in the text. */
    boolean isUnencoded() {
        return code == TransferCode.NONE;
    }

    /** Where the edits stand in the body, two places each; they are in order and do not overlap. Throws where bytes cannot be cut there. */
    int[] places(List<Edit> edits) throws MimePart.Unclear {
        var places = new int[edits.size() * 2];
        var chars = 0;
        var at = 0;
        for (var i = 0; i < edits.size(); i++) {
            var edit = edits.get(i);
            places[2 * i] = forward(chars, edit.from(), at);
            places[2 * i + 1] = forward(edit.from(), edit.to(), places[2 * i]);
            chars = edit.to();
            at = places[2 * i + 1];
        }
        return code == TransferCode.QUOTED_PRINTABLE ? new QuotedPrintable(encoded).places(places) : places;
    }

    /**
     * What changes in the encoded body, by its places there.
     *
     * @param places see {@link #places}
     * @param texts one for each pair of places; null where nothing changes there
     */
    List<Change> changes(int[] places, List<@Nullable String> texts) {
        var changed = new Changed();
        var splice = code.splice(encoded, bytes, changed);
        var any = false;
        for (var i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            if (text != null) {
                splice.replace(places[2 * i], places[2 * i + 1], text.getBytes(charset));
                any = true;
            }
        }
        if (!any) {
            return List.of();
        }
        splice.end();
        return changed.all(encoded.length);
    }

    /** Where the bytes of a stretch of characters end, if it begins at a known byte; checked against the bytes, because some character sets carry a state along. */
    private int forward(int fromChar, int toChar, int fromByte) throws MimePart.Unclear {
        var stretch = text.substring(fromChar, toChar).getBytes(charset);
        if (!Arrays.equals(
                stretch, 0, stretch.length, bytes, fromByte, Math.min(bytes.length, fromByte + stretch.length))) {
            throw new MimePart.Unclear("its character set " + charset + " cannot be cut there");
        }
        return fromByte + stretch.length;
    }

    private static Charset charset(String name) throws MimePart.Unclear {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new MimePart.Unclear("its character set is not known");
        }
    }

    private static @Nullable String decode(byte[] bytes, Charset charset) {
        try {
            var text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return charset.canEncode() && Arrays.equals(text.getBytes(charset), bytes) ? text : null;
        } catch (CharacterCodingException damaged) {
            return null;
        }
    }

    private static boolean isLikeAscii(Charset charset) {
        var name = charset.name();
        return LIKE_ASCII.contains(name) || name.startsWith("ISO-8859-") || name.startsWith("windows-125");
    }

    /** Takes replacements by their places, and keeps or puts encoded bytes. */
    interface Splice {
        void replace(int from, int to, byte[] text);

        void end();
    }

    /** A transfer encoding. */
    enum TransferCode {
        NONE {
            @Override
            byte[] decode(byte[] encoded) {
                return encoded;
            }

            @Override
            Splice splice(byte[] encoded, byte[] decoded, Changed out) {
                return new Splice() {
                    private int done;

                    @Override
                    public void replace(int from, int to, byte[] text) {
                        out.keep(done, from);
                        out.put(text);
                        done = to;
                    }

                    @Override
                    public void end() {
                        out.keep(done, decoded.length);
                    }
                };
            }
        },
        QUOTED_PRINTABLE {
            @Override
            byte[] decode(byte[] encoded) {
                return new QuotedPrintable(encoded).decoded();
            }

            @Override
            Splice splice(byte[] encoded, byte[] decoded, Changed out) {
                return new QuotedPrintable(encoded).splice(out);
            }
        },
        BASE64 {
            @Override
            byte[] decode(byte[] encoded) throws MimePart.Unclear {
                try {
                    return Base64.getMimeDecoder().decode(encoded);
                } catch (IllegalArgumentException damaged) {
                    throw new MimePart.Unclear("its base64 is damaged");
                }
            }

            @Override
            Splice splice(byte[] encoded, byte[] decoded, Changed out) {
                var whole = new ByteArrayOutputStream(decoded.length + 4096);
                return new Splice() {
                    private int done;

                    @Override
                    public void replace(int from, int to, byte[] text) {
                        whole.write(decoded, done, from - done);
                        whole.writeBytes(text);
                        done = to;
                    }

                    @Override
                    public void end() {
                        whole.write(decoded, done, decoded.length - done);
                        out.put(Base64.getMimeEncoder(BASE64_LINE, LINE_END).encode(whole.toByteArray()));
                        if (encoded.length > 0 && encoded[encoded.length - 1] == '\n') {
                            out.put(LINE_END);
                        }
                    }
                };
            }
        };

        private static final byte[] LINE_END = {'\r', '\n'};

        abstract byte[] decode(byte[] encoded) throws MimePart.Unclear;

        abstract Splice splice(byte[] encoded, byte[] decoded, Changed out);

        static TransferCode named(String encoding) throws MimePart.Unclear {
            return switch (encoding) {
                // 8bits and the like: seen in real mails, and read as 8bit by everybody.
                case "", "7bit", "8bit", "binary", "7bits", "8bits", "7-bit", "8-bit" -> NONE;
                case "quoted-printable" -> QUOTED_PRINTABLE;
                case "base64" -> BASE64;
                default -> throw new MimePart.Unclear("its transfer encoding is not known");
            };
        }
    }
}
