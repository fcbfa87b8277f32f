package org.tinypixel.connect;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which servers an address that somebody typed may lead to. Public ones may; private ones only where the server's configuration lists them; the metadata service of
 * clouds never (server-side request forgery, OWASP). All answers of the name service must pass, and the connection goes to one that was looked at.
 */
public final class TargetRule {
    /** IANA's special-purpose registries (RFC 6890 and its updates), what can reach inside a network or nowhere at all. */
    private static final List<IPAddress> SPECIAL = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3",
            "::/8",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    /** Addresses under which clouds give credentials to whoever asks from inside. */
    private static final List<IPAddress> METADATA =
            networks("169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254", "168.63.129.16");

    private TargetRule() {}

    /** May it be connected to. */
    public sealed interface Verdict {
        /**
         * It may.
         *
         * @param internal listed by the server's configuration, so plain http is good enough
         */
        record Allowed(boolean internal) implements Verdict {}

        /** It may not, with a sentence for an administrator. */
        record Refused(String reason) implements Verdict {}
    }

    /**
     * Judges a host by all its addresses.
     *
     * @param answers what the name service says; for a literal address that address
     * @param internal host names in lower case and networks
     */
    public static Verdict judge(String host, List<InetAddress> answers, List<String> internal) {
        var listedByName = internal.contains(host.toLowerCase(Locale.ROOT));
        var allInternal = !answers.isEmpty();
        for (var answer : answers) {
            var address = plain(answer);
            if (METADATA.stream().anyMatch(network -> network.contains(address))) {
                return new Verdict.Refused(
                        host + " leads to " + address + ", a cloud's metadata service, which is never asked.");
            }
            var listed = listedByName || lies(address, internal);
            if (!listed && lies(address, SPECIAL)) {
                return new Verdict.Refused(
                        host + " leads to " + address
                                + ", an internal address. The server's setting TINYPIXEL_INTERNAL_HOSTS lists those that may be reached.");
            }
            allInternal &= listed;
        }
        return new Verdict.Allowed(allInternal);
    }

    /** An IPv4 address in IPv6 clothes is judged as what it is. */
    private static IPAddress plain(InetAddress answer) {
        var address = new IPAddressString(answer.getHostAddress().replaceFirst("%.*", "")).getAddress();
        if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
            return address.toIPv6().getEmbeddedIPv4Address();
        }
        return address;
    }

    private static boolean lies(IPAddress address, List<?> networks) {
        return networks.stream()
                .map(network -> network instanceof IPAddress known
                        ? known
                        : new IPAddressString(network.toString()).getAddress())
                .anyMatch(network -> network != null && network.contains(address));
    }

    private static List<IPAddress> networks(String... texts) {
        return Stream.of(texts)
                .map(text -> new IPAddressString(text).getAddress())
                .toList();
    }
}
