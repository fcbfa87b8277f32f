package org.tinypixel.tracking;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides which links may lead through a tracking address. In doubt a link stays as it is: an untracked click is better than a broken one. */
final class LinkRule {
    /** Fields that a mail program or CRM fills in later, in the ways of the common ones; {@code %20} and its like are none. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{|}}|\\[\\[|]]|\\$\\{|\\{%|<%|\\*\\||%[A-Z][A-Z0-9_]{2,}%", Pattern.CASE_INSENSITIVE);

    private static final Pattern UNSUBSCRIBE = Pattern.compile(
            "unsubscrib|opt[-_ ]?out|abmeld|abbestell|austragen|d[ée]sabonn|d[ée]sinscri", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS_TEXT = Pattern.compile("(?:https?:/|www\\.)\\S*", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_TEXT =
            Pattern.compile("((?:[\\p{L}\\p{N}_-]+\\.)+\\p{L}{2,})(?:[:/?#]\\S*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern INVISIBLE = Pattern.compile("[\\u200B-\\u200F\\u2060\\uFEFF\\u00AD\\u00A0\\s]+");

    private LinkRule() {}

    /**
     * Where a link leads, if its clicks may be tracked.
     *
     * @param address the link's address with HTML's character references decoded
     * @param text what the reader sees of the link
     * @param marked whether it carries {@code data-no-track}
     * @param ours the public address of this installation
     * @param unsubscribes addresses that the mail's header names for unsubscribing
     */
    static Optional<Destination> destination(
            String address, String text, boolean marked, URI ours, Set<String> unsubscribes) {
        var cleaned = clean(address);
        if (marked || PLACEHOLDER.matcher(cleaned).find() || isUnsubscribe(cleaned, text, unsubscribes)) {
            return Optional.empty();
        }
        return Destination.of(cleaned).filter(found -> ownPath(found, ours) == null && !showsAnAddress(text, found));
    }

    /** As the URL standard of the browsers reads an attribute: without blanks around it, and without line breaks and tabs in it. */
    static String clean(String address) {
        var from = 0;
        var to = address.length();
        while (from < to && address.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && address.charAt(to - 1) <= ' ') {
            to--;
        }
        return address.substring(from, to).replaceAll("[\\t\\r\\n]", "");
    }

    /** What follows the public address in one of our own tracking addresses; null for every other address. */
    static @Nullable String ownPath(Destination address, URI ours) {
        try {
            var start = address.value().indexOf("//") + 2;
            var path = address.value().indexOf('/', start);
            if (path < 0 || !address.value().startsWith("/t/", path)) {
                return null;
            }
            var found = new URI(address.value().substring(0, path));
            return sameHost(found, ours) ? address.value().substring(path) : null;
        } catch (URISyntaxException notOurs) {
            return null;
        }
    }

    private static boolean sameHost(URI one, URI other) {
        return one.getHost() != null && one.getHost().equalsIgnoreCase(other.getHost()) && port(one) == port(other);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    private static boolean isUnsubscribe(String address, String text, Set<String> unsubscribes) {
        return unsubscribes.contains(address)
                || UNSUBSCRIBE.matcher(address).find()
                || UNSUBSCRIBE.matcher(text).find();
    }

    /** Text that is itself an address must lead there: mail programs and filters warn of a link that shows one address and goes to another. */
    private static boolean showsAnAddress(String text, Destination to) {
        var shown = INVISIBLE.matcher(text).replaceAll(" ").strip();
        if (ADDRESS_TEXT.matcher(shown).matches()) {
            return true;
        }
        var host = HOST_TEXT.matcher(shown);
        // "report.pdf" has the form of a host, too; it counts as one where the link leads there.
        return host.matches() && withoutWww(hostOf(to)).equals(withoutWww(host.group(1)));
    }

    private static String hostOf(Destination to) {
        var start = to.value().indexOf("//") + 2;
        var end = start;
        while (end < to.value().length() && ":/?#".indexOf(to.value().charAt(end)) < 0) {
            end++;
        }
        return to.value().substring(start, end);
    }

    private static String withoutWww(String host) {
        var lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("www.") ? lower.substring(4) : lower;
    }
}
