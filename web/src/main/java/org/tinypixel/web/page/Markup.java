package org.tinypixel.web.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Texts of others in a page, and what the page may do. */
public final class Markup {
    private Markup() {}

    /**
     * As text: no markup, and no character that hides or turns round what stands there.
     *
     * @param longest in characters; what is behind it is left out
     */
    public static String escaped(String given, int longest) {
        var text = new StringBuilder();
        given.codePoints().limit(longest).forEach(point -> {
            switch (point) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.appendCodePoint(isHidden(point) ? '\ufffd' : point);
            }
        });
        return text.toString();
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /**
     * The policy (Content Security Policy, level 3) of a page that holds this style and nothing else.
     *
     * @param forms where its forms may go, such as {@code 'self'}
     */
    public static String policy(String style, String forms) {
        return "default-src 'none'; style-src 'sha256-" + hash(style) + "'; form-action " + forms
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    private static String hash(String style) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
