package org.tinypixel.tracking;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A complete message, parsed once for all its copies. A copy is the same bytes with only the addresses of links replaced and a pixel put in, inside the HTML body; parts that
 * are signed, encrypted, attached or messages of their own are never touched. Where that cannot be done safely, {@link #obstacle} says why and every copy is the original.
 */
final class TrackableMail {
    /** Above this the HTML stays as it is: parsing it would take longer than a sender should wait. */
    private static final int LONGEST_HTML = 4_000_000;

    private static final int MOST_LINKS = 2000;

    /** What one column takes, with labels. */
    private static final int MOST_LINK_CHARS = 400_000;

    private static final Pattern HEADER_ADDRESS = Pattern.compile("<(https?://[^>\\s]+)>", Pattern.CASE_INSENSITIVE);
    private static final String PROBE = "https://pixel.invalid/t/o/" + "a".repeat(Tokens.LENGTH) + ".gif";

    /** One HTML body part; {@code pixel} in one of those that a reader sees together. */
    private record Html(MimePart part, BodyText body, TrackableHtml html, boolean pixel) {}

    /**
     * A copy's content.
     *
     * @param html the HTML of the part with the pixel
     */
    record Made(byte[] mime, @Nullable String html) {}

    private final byte[] message;
    private final List<Html> htmls;
    private final @Nullable String obstacle;

    private TrackableMail(byte[] message, List<Html> htmls, @Nullable String obstacle) {
        this.message = message;
        this.htmls = htmls;
        this.obstacle = obstacle;
    }

    /**
     * Reads a message that is otherwise ready to leave.
     *
     * @param message lines end with CR LF
     * @param ours the public address of this installation
     */
    static TrackableMail read(byte[] message, URI ours) {
        try {
            var root = MimePart.read(message);
            var bodies = new HtmlBodies(root);
            if (bodies.parts().isEmpty()) {
                return new TrackableMail(message, List.of(), bodies.obstacle());
            }
            var htmls = new ArrayList<Html>();
            var unsubscribes = unsubscribes(root.header());
            for (var part : bodies.parts()) {
                htmls.add(html(
                        message, part, ours, unsubscribes, bodies.pixelParts().contains(part)));
            }
            var mail = new TrackableMail(message, htmls, null);
            if (mail.links().stream()
                            .mapToInt(link -> link.destination().value().length())
                            .sum()
                    > MOST_LINK_CHARS) {
                throw new MimePart.Unclear("its links are too long together");
            }
            mail.tryOut();
            return mail;
        } catch (MimePart.Unclear reason) {
            return new TrackableMail(message, List.of(), "it cannot be changed safely, " + reason.getMessage());
        }
    }

    /** Why this mail carries neither pixel nor tracked links, as a phrase behind "Not tracked: "; null where it can. */
    @Nullable
    String obstacle() {
        return obstacle;
    }

    /** The links that may be tracked, in the order of the mail. */
    List<TrackableHtml.Link> links() {
        return htmls.stream().flatMap(html -> html.html.links().stream()).toList();
    }

    /**
     * The content of one copy.
     *
     * @param openUrl the pixel's address, or null for no pixel
     * @param urls what stands in the place of each link, in their order; null leaves the links
     */
    Made make(@Nullable String openUrl, @Nullable List<String> urls) {
        try {
            return build(openUrl, urls);
        } catch (MimePart.Unclear impossible) {
            throw new IllegalStateException("this mail was tried out when it was read", impossible);
        }
    }

    private Made build(@Nullable String openUrl, @Nullable List<String> urls) throws MimePart.Unclear {
        var out = new ByteArrayOutputStream(message.length + 4096);
        var done = 0;
        var firstLink = 0;
        String shown = null;
        for (var html : htmls) {
            var count = html.html.links().size();
            var edits = html.html.edits(
                    html.pixel ? openUrl : null, urls == null ? null : urls.subList(firstLink, firstLink + count));
            firstLink += count;
            if (!edits.isEmpty()) {
                out.write(message, done, html.part.from() - done);
                out.writeBytes(html.body.with(edits));
                done = html.part.to();
            }
            shown = shown == null || html.pixel ? Edit.apply(html.html.html(), edits) : shown;
        }
        if (done == 0) {
            return new Made(message, shown);
        }
        out.write(message, done, message.length - done);
        return new Made(out.toByteArray(), shown);
    }

    /** Makes a copy with addresses as long as real ones and has another parser compare: all copies differ from this one in the letters of their tokens only. */
    private void tryOut() throws MimePart.Unclear {
        var urls = links().stream()
                .map(link -> "https://pixel.invalid/t/c/" + "a".repeat(Tokens.LENGTH) + "?u="
                        + link.destination().encoded())
                .toList();
        SameParts.check(message, build(PROBE, urls).mime(), htmls.size(), PROBE);
    }

    private static Html html(byte[] message, MimePart part, URI ours, Set<String> unsubscribes, boolean pixel)
            throws MimePart.Unclear {
        var encoded = Arrays.copyOfRange(message, part.from(), part.to());
        if (encoded.length > LONGEST_HTML) {
            throw new MimePart.Unclear("its HTML is longer than 4 MB");
        }
        if (part.header().first("content-md5").isPresent()) {
            throw new MimePart.Unclear("it carries a checksum of its text");
        }
        var body =
                BodyText.read(encoded, part.header().encoding(), part.header().parameter("content-type", "charset"));
        var text = body.text();
        if (text.contains("-----BEGIN PGP MESSAGE-----") || text.contains("-----BEGIN PGP SIGNED MESSAGE-----")) {
            throw new MimePart.Unclear("its text is signed or encrypted");
        }
        var html = TrackableHtml.read(text, ours, unsubscribes)
                .orElseThrow(() -> new MimePart.Unclear("its HTML is damaged"));
        if (html.links().size() > MOST_LINKS) {
            throw new MimePart.Unclear("it has more than " + MOST_LINKS + " links");
        }
        return new Html(part, body, body.isUnencoded() ? LineLimit.keep(html, ours) : html, pixel);
    }

    private static Set<String> unsubscribes(MimeHeader header) {
        var found = new HashSet<String>();
        for (var value : header.all("list-unsubscribe")) {
            var addresses = HEADER_ADDRESS.matcher(value);
            while (addresses.find()) {
                found.add(addresses.group(1));
            }
        }
        return found;
    }
}
