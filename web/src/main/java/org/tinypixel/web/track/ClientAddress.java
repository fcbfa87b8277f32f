package org.tinypixel.web.track;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.settings.Settings;

/**
 * The address a request came from. Forwarding headers are believed only as far as trusted proxies wrote them: read from the right, the first address that is no trusted
 * proxy is the client's. Whatever stands left of it may be invented.
 */
@ApplicationScoped
public class ClientAddress {
    private static final Pattern FORWARDED_FOR =
            Pattern.compile("(?i)(?:^|[;,])\\s*for\\s*=\\s*(\"[^\"]*\"|[^;,\\s]+)");

    /** All lines of one header. */
    interface Lines {
        Iterable<String> of(String name);
    }

    private List<IPAddress> trusted = List.of();

    /** For the container's proxy only. */
    protected ClientAddress() {}

    @Inject
    public ClientAddress(Settings settings) {
        trusted = settings.trustedProxies().stream()
                .map(network -> new IPAddressString(network).getAddress().toPrefixBlock())
                .toList();
    }

    /** As IPv4 or IPv6 text in its canonical form; null where the server does not know it. */
    public @Nullable String of(HttpServletRequest request) {
        return of(request.getRemoteAddr(), name -> Collections.list(request.getHeaders(name)));
    }

    @Nullable
    String of(Visit visit) {
        var peer = visit.peer();
        // The usual case, which costs a parser otherwise; the server writes IPv4 in its one form.
        return trusted.isEmpty() && peer != null && peer.indexOf(':') < 0 ? peer : of(peer, visit::header);
    }

    @Nullable
    String of(@Nullable String peerAddress, Lines headers) {
        var peer = address(peerAddress);
        if (peer == null || !isTrusted(peer)) {
            return text(peer);
        }
        var hops = hops(headers);
        var client = peer;
        for (var i = hops.size() - 1; i >= 0; i--) {
            var hop = address(hops.get(i));
            if (hop == null) {
                break;
            }
            client = hop;
            if (!isTrusted(hop)) {
                break;
            }
        }
        return text(client);
    }

    private static List<String> hops(Lines headers) {
        var hops = new ArrayList<String>();
        for (var line : headers.of("X-Forwarded-For")) {
            hops.addAll(List.of(line.split(",", -1)));
        }
        if (hops.isEmpty()) {
            for (var line : headers.of("Forwarded")) {
                var found = FORWARDED_FOR.matcher(line);
                while (found.find()) {
                    hops.add(found.group(1));
                }
            }
        }
        return hops;
    }

    private boolean isTrusted(IPAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** Without quotes, brackets and port; null for {@code unknown} and whatever else is no address (RFC 7239, section 6). */
    private static @Nullable IPAddress address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var bare = text.strip().replace("\"", "");
        if (bare.startsWith("[")) {
            var end = bare.indexOf(']');
            bare = end < 0 ? "" : bare.substring(1, end);
        } else if (bare.indexOf(':') == bare.lastIndexOf(':') && bare.indexOf(':') > 0) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        var zone = bare.indexOf('%');
        var plain = zone < 0 ? bare : bare.substring(0, zone);
        if (plain.isEmpty() || plain.length() > 45 || !plain.matches("[0-9A-Fa-f:.]+")) {
            return null;
        }
        var address = new IPAddressString(plain).getAddress();
        if (address == null || address.isMultiple()) {
            return null;
        }
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    private static @Nullable String text(@Nullable IPAddress address) {
        return address == null ? null : address.toCanonicalString();
    }
}
