package org.tinypixel.tracking;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Range;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A mail's HTML, parsed once for all its copies: where a pixel goes and which stretches of text are the addresses of links. A copy's HTML is the same text with only these
 * stretches replaced; it is never written anew by a parser, so every other character stays.
 */
final class TrackableHtml {
    /** Some providers cut the end of long mails (Gmail at 102 kB), so there the pixel stands at the top. */
    private static final int LONG = 90_000;

    private static final int LONGEST_LABEL = 100;

    /**
     * A link that may be tracked.
     *
     * @param from where its address begins in the source, to {@code to} exclusive
     */
    record Link(int from, int to, Destination destination, String label) {}

    private final String html;
    private final List<Link> links;
    private final List<Edit> cleaning;
    private final int pixelAt;
    private final List<Spot> spots;

    private TrackableHtml(String html, List<Link> links, List<Edit> cleaning, int pixelAt) {
        this.html = html;
        this.links = links;
        this.cleaning = cleaning;
        this.pixelAt = pixelAt;
        this.spots = spots();
    }

    /**
     * A place that a copy may change.
     *
     * @param text what stands there in every copy; null where each copy has its own
     * @param link the index of the link, or {@link #PIXEL}
     */
    private record Spot(int from, int to, @Nullable String text, int link) {
        static final int PIXEL = -1;
    }

    /**
     * Reads the HTML; empty where a pixel would end up in a place that no reader loads, as in damaged HTML.
     *
     * @param ours the public address of this installation: its pixels and links in quoted mails are taken out
     * @param unsubscribes addresses that the mail's header names for unsubscribing
     */
    static Optional<TrackableHtml> read(String html, URI ours, Set<String> unsubscribes, Patience patience)
            throws MimePart.Unclear {
        var document = parse(html, patience);
        var links = new ArrayList<Link>();
        var cleaning = new ArrayList<Edit>();
        var seen = new HashSet<Integer>();
        for (var link : document.select("a[href], area[href]")) {
            patience.check();
            var place = place(html, link, "href");
            // A parser repeats an element that is not closed; its source is there once.
            if (place != null && seen.add(place.startPos())) {
                var own = ownDestination(link.attr("href"), ours);
                if (own != null) {
                    cleaning.add(new Edit(place.startPos(), place.endPos(), escape(own)));
                } else {
                    LinkRule.destination(link.attr("href"), link.text(), isMarked(link), ours, unsubscribes)
                            .map(to -> new Link(place.startPos(), place.endPos(), to, label(link)))
                            .ifPresent(links::add);
                }
            }
        }
        for (var image : document.select("img[src]")) {
            var range = image.sourceRange();
            if (range.isTracked() && isOwnPixel(image, ours) && seen.add(range.startPos())) {
                cleaning.add(new Edit(range.startPos(), range.endPos(), ""));
            }
        }
        for (var edit : StyleMarks.cleaning(html, document, ours)) {
            if (seen.add(edit.from())) {
                cleaning.add(edit);
            }
        }
        links.sort(Comparator.comparingInt(Link::from));
        for (var place : pixelPlaces(document, html)) {
            var found = new TrackableHtml(html, links, cleaning, place);
            if (found.showsItsPixel(patience)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    List<Link> links() {
        return links;
    }

    /**
     * What changes for one copy, in order.
     *
     * @param openUrl the pixel's address, or null for no pixel
     * @param urls what stands in the place of each link; null leaves the links
     */
    List<Edit> edits(@Nullable String openUrl, @Nullable List<String> urls) {
        var edits = new ArrayList<Edit>();
        var texts = texts(openUrl, urls);
        for (var i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            if (text != null) {
                edits.add(new Edit(spots.get(i).from, spots.get(i).to, text));
            }
        }
        return edits;
    }

    /** Where a copy may change, in order; the texts have no meaning. */
    List<Edit> places() {
        return spots.stream().map(spot -> new Edit(spot.from, spot.to, "")).toList();
    }

    /** What one copy has at these places, null where it stays as it is; see {@link #edits}. */
    List<@Nullable String> texts(@Nullable String openUrl, @Nullable List<String> urls) {
        var texts = new ArrayList<@Nullable String>(spots.size());
        for (var spot : spots) {
            if (spot.text != null) {
                texts.add(spot.text);
            } else if (spot.link == Spot.PIXEL) {
                texts.add(openUrl == null ? null : pixel(openUrl));
            } else {
                texts.add(urls == null ? null : urls.get(spot.link));
            }
        }
        return texts;
    }

    private List<Spot> spots() {
        var all = new ArrayList<Spot>();
        cleaning.forEach(edit -> all.add(new Spot(edit.from(), edit.to(), edit.text(), 0)));
        for (var i = 0; i < links.size(); i++) {
            all.add(new Spot(links.get(i).from, links.get(i).to, null, i));
        }
        all.add(new Spot(pixelAt, pixelAt, null, Spot.PIXEL));
        all.sort(Comparator.comparingInt(Spot::from).thenComparingInt(Spot::to));
        return List.copyOf(all);
    }

    String html() {
        return html;
    }

    /** The same without the links that the caller cannot carry. */
    TrackableHtml without(Set<Link> dropped) {
        return new TrackableHtml(
                html, links.stream().filter(link -> !dropped.contains(link)).toList(), cleaning, pixelAt);
    }

    /** One picture for each of the addresses, which a blank separates, and the style sheet of those that are marks (see {@link StyleMarks}). */
    static String pixel(String pictures) {
        var each = List.of(pictures.split(" "));
        var marks = each.stream().filter(StyleMarks::isNamed).toList();
        var images = each.stream()
                .filter(picture -> !StyleMarks.isNamed(picture))
                // Each on a line of its own, so that none grows too long.
                .map(address -> "<img src=\"" + address
                        + "\" width=\"1\" height=\"1\" alt=\"\" border=\"0\" style=\"width:1px;height:1px;border:0\">")
                .collect(Collectors.joining("\r\n"));
        return marks.isEmpty() ? images : StyleMarks.html(marks) + "\r\n" + images;
    }

    private boolean showsItsPixel(Patience patience) throws MimePart.Unclear {
        var probe = "https://pixel.invalid/";
        var marked = parse(Edit.apply(html, edits(probe, null)), patience);
        return marked.select("body img[src=\"" + probe + "\"]").size() == 1;
    }

    private static Document parse(String html, Patience patience) throws MimePart.Unclear {
        try {
            return Parser.htmlParser().setTrackPosition(true).parseInput(patience.reader(html), "");
        } catch (UncheckedIOException stopped) {
            patience.check();
            throw stopped;
        }
    }

    /** Where to try the pixel, the best place first; not before a doctype, which would change how the mail is drawn. */
    private static List<Integer> pixelPlaces(Document document, String html) {
        var body = document.body();
        var places = new ArrayList<Integer>();
        if (isWritten(body.endSourceRange())) {
            places.add(body.endSourceRange().startPos());
        } else {
            var root = body.parent();
            places.add(
                    root != null && isWritten(root.endSourceRange())
                            ? root.endSourceRange().startPos()
                            : html.length());
        }
        var top = top(body);
        if (top >= 0) {
            places.add(html.getBytes(StandardCharsets.UTF_8).length > LONG ? 0 : 1, top);
        }
        return places;
    }

    private static int top(Element body) {
        if (isWritten(body.sourceRange())) {
            return body.sourceRange().endPos();
        }
        var first = body.childNodeSize() == 0 ? null : body.childNode(0);
        return first != null && first.sourceRange().isTracked()
                ? first.sourceRange().startPos()
                : -1;
    }

    private static boolean isWritten(Range range) {
        return range.isTracked() && !range.isImplicit();
    }

    /** Where an attribute's value stands in the source; null where the source at that place does not say the same. */
    private static @Nullable Range place(String html, Element element, String name) {
        var range = element.attributes().sourceRange(name).valueRange();
        if (!range.isTracked() || range.endPos() > html.length()) {
            return null;
        }
        var source = html.substring(range.startPos(), range.endPos());
        return Parser.unescapeEntities(source, true).equals(element.attr(name)) ? range : null;
    }

    private static boolean isMarked(Element link) {
        return link.closest("[data-no-track]") != null;
    }

    private static boolean isOwnPixel(Element image, URI ours) {
        return Destination.of(LinkRule.clean(image.attr("src")))
                .map(address -> LinkRule.ownPath(address, ours))
                .filter(path -> path.startsWith("/t/o/") || path.startsWith("/t/v/"))
                .isPresent();
    }

    /** The destination inside one of our own click addresses, or null. */
    private static @Nullable String ownDestination(String address, URI ours) {
        var path = Destination.of(LinkRule.clean(address))
                .map(found -> LinkRule.ownPath(found, ours))
                .orElse("");
        var at = path.indexOf("?u=");
        if (!path.startsWith("/t/c/") || at < 0) {
            return null;
        }
        try {
            var decoded = URLDecoder.decode(path.substring(at + 3).replace("+", "%2B"), StandardCharsets.UTF_8);
            return Destination.of(decoded).map(Destination::value).orElse(null);
        } catch (IllegalArgumentException damaged) {
            return null;
        }
    }

    /** For an attribute's value with any quotes or none. */
    private static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("`", "&#96;")
                .replace(" ", "&#32;");
    }

    private static String label(Element link) {
        var text = link.text().strip();
        if (text.isEmpty()) {
            var image = link.selectFirst("img[alt]");
            text = image != null ? image.attr("alt").strip() : link.attr("alt").strip();
        }
        return text.codePointCount(0, text.length()) <= LONGEST_LABEL
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_LABEL));
    }
}
