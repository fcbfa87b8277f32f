package org.tinypixel.tracking;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A complete message, parsed once for all its copies. A copy is the same bytes with only the addresses of links replaced and a pixel put in, inside the HTML body; parts that
 * are signed, encrypted, attached or messages of their own are never touched. Where that cannot be done safely, {@link #obstacle} says why and every copy is the original.
 */
final class TrackableMail {
    private static final Logger LOG = LoggerFactory.getLogger(TrackableMail.class);

    /** Above these the HTML stays as it is: parsing it would take more time than a sender should wait, or more memory than the whole mail. */
    static final int LONGEST_HTML = 4_000_000;

    private static final int MOST_TAGS = 50_000;
    private static final String UNSAFE = "it cannot be changed safely, ";

    private static final int MOST_LINKS = 2000;

    /** What one column takes, with labels. */
    private static final int MOST_LINK_CHARS = 400_000;

    private static final Pattern HEADER_ADDRESS = Pattern.compile("<(https?://[^>\\s]+)>", Pattern.CASE_INSENSITIVE);
    private static final String PROBE = "https://pixel.invalid/t/o/" + "a".repeat(Tokens.LENGTH) + ".gif";

    /** With everything that a copy may carry. */
    private static final String PROBES = String.join(
            " ",
            PROBE,
            StyleMarks.named(StyleMarks.FORWARDED, PROBE),
            StyleMarks.named(StyleMarks.QUOTED, PROBE),
            StyleMarks.named(StyleMarks.PRINTED, PROBE));

    /** One HTML body part; {@code pixel} in one of those that a reader sees together; {@code places} are those that may change (see {@link BodyText#places}). */
    private record Html(MimePart part, BodyText body, TrackableHtml html, int[] places, boolean pixel) {}

    /**
     * What one copy has of its own.
     *
     * @param pictures the addresses of its pixels, separated by a blank, or null for no pixel
     * @param urls what stands in the place of each link, in their order; null leaves the links
     * @param unsubscribeUrl the page on which its recipient says "no more", for the header; null leaves the header
     */
    record Filling(
            @Nullable String pictures,
            @Nullable List<String> urls,
            @Nullable String unsubscribeUrl) {
        static final Filling NOTHING = new Filling(null, null, null);
    }

    private final ReadContent shared;
    private final List<Html> htmls;
    private final @Nullable String obstacle;
    private final int fieldsEnd;

    private TrackableMail(ReadContent shared, List<Html> htmls, @Nullable String obstacle) {
        this.shared = shared;
        this.htmls = htmls;
        this.obstacle = obstacle;
        this.fieldsEnd = ListUnsubscribe.place(shared);
    }

    /** Reads a message that is otherwise ready to leave; lines end with CR LF. Whatever goes wrong here, the message leaves as it is. */
    static TrackableMail read(ReadContent shared, URI ours, Patience patience) {
        try {
            return readable(shared, ours, patience);
        } catch (MimePart.Unclear reason) {
            return new TrackableMail(shared, List.of(), UNSAFE + reason.getMessage());
        } catch (RuntimeException | StackOverflowError broken) {
            // A parser that fails over somebody's mail must not keep the mail from leaving. Its words may be the
            // mail's,
            // which belong into no log.
            LOG.warn("A mail goes out untracked: {} while it was read, at {}", broken.getClass(), place(broken));
            return new TrackableMail(shared, List.of(), UNSAFE + "reading it failed");
        }
    }

    private static String place(Throwable broken) {
        var stack = broken.getStackTrace();
        return stack.length == 0 ? "an unknown place" : stack[0].toString();
    }

    private static TrackableMail readable(ReadContent shared, URI ours, Patience patience) throws MimePart.Unclear {
        var root = MimePart.read(shared.source(), patience);
        var bodies = new HtmlBodies(root);
        if (bodies.parts().isEmpty()) {
            return new TrackableMail(shared, List.of(), bodies.obstacle());
        }
        if (bodies.parts().stream().mapToLong(part -> part.to() - part.from()).sum() > LONGEST_HTML) {
            throw new MimePart.Unclear("its HTML is longer than 4 MB");
        }
        var htmls = new ArrayList<Html>();
        var unsubscribes = unsubscribes(root.header());
        for (var part : bodies.parts()) {
            htmls.add(html(
                    shared.source(),
                    part,
                    ours,
                    unsubscribes,
                    bodies.pixelParts().contains(part),
                    patience));
        }
        var mail = new TrackableMail(shared, htmls, null);
        if (mail.links().stream()
                        .mapToInt(link -> link.destination().value().length())
                        .sum()
                > MOST_LINK_CHARS) {
            throw new MimePart.Unclear("its links are too long together");
        }
        mail.tryOut(patience);
        return mail;
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

    /** The content of one copy; what all copies share was read once, and only the places that may change are looked at. */
    CopyContent make(Filling filling) {
        var changes = new ArrayList<Change>();
        var url = filling.unsubscribeUrl;
        if (url != null && fieldsEnd >= 0) {
            changes.add(new Change(fieldsEnd, fieldsEnd, ListUnsubscribe.fields(url)));
        }
        var firstLink = 0;
        for (var html : htmls) {
            var texts = html.html.texts(html.pixel ? filling.pictures : null, urls(html, filling, firstLink));
            firstLink += html.html.links().size();
            var from = shared.place(html.part.from());
            for (var change : html.body.changes(html.places, texts)) {
                changes.add(new Change(from + change.from(), from + change.to(), change.bytes()));
            }
        }
        return new CopyContent(shared, changes);
    }

    /** The HTML of one copy's part with the pixel, or of the first one; null where there is none. */
    @Nullable
    String html(Filling filling) {
        var firstLink = 0;
        String shown = null;
        for (var html : htmls) {
            if (shown == null || html.pixel) {
                shown = Edit.apply(
                        html.html.html(),
                        html.html.edits(html.pixel ? filling.pictures : null, urls(html, filling, firstLink)));
            }
            firstLink += html.html.links().size();
        }
        return shown;
    }

    private static @Nullable List<String> urls(Html html, Filling filling, int firstLink) {
        return filling.urls == null
                ? null
                : filling.urls.subList(firstLink, firstLink + html.html.links().size());
    }

    /** Makes a copy with addresses as long as real ones and has another parser compare: all copies differ from this one in the letters of their tokens only. */
    private void tryOut(Patience patience) throws MimePart.Unclear {
        var urls = links().stream()
                .map(link -> "https://pixel.invalid/t/c/" + "a".repeat(Tokens.LENGTH) + "?u="
                        + link.destination().encoded())
                .toList();
        SameParts.check(shared, make(new Filling(PROBES, urls, null)), htmls.size(), PROBE, patience);
    }

    private static Html html(
            byte[] message, MimePart part, URI ours, Set<String> unsubscribes, boolean pixel, Patience patience)
            throws MimePart.Unclear {
        if (part.header().first("content-md5").isPresent()) {
            throw new MimePart.Unclear("it carries a checksum of its text");
        }
        var encoded = Arrays.copyOfRange(message, part.from(), part.to());
        var body =
                BodyText.read(encoded, part.header().encoding(), part.header().parameter("content-type", "charset"));
        patience.check();
        var text = body.text();
        if (text.contains("-----BEGIN PGP MESSAGE-----") || text.contains("-----BEGIN PGP SIGNED MESSAGE-----")) {
            throw new MimePart.Unclear("its text is signed or encrypted");
        }
        if (text.chars().filter(c -> c == '<').limit(MOST_TAGS + 1).count() > MOST_TAGS) {
            throw new MimePart.Unclear("its HTML has more than " + MOST_TAGS + " tags");
        }
        var html = TrackableHtml.read(text, ours, unsubscribes, patience)
                .orElseThrow(() -> new MimePart.Unclear("its HTML is damaged"));
        if (html.links().size() > MOST_LINKS) {
            throw new MimePart.Unclear("it has more than " + MOST_LINKS + " links");
        }
        var kept = body.isUnencoded() ? LineLimit.keep(html, ours) : html;
        patience.check();
        return new Html(part, body, kept, body.places(kept.places()), pixel);
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
