package org.tinypixel.classify;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The network lists that are part of the program: {@code networks.csv} beside this class, and the country of every address. */
final class NetworkFile implements NetworkLookup {
    /** Only what servers log: neither host numbers, nor wildcards, nor an empty text for this machine. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowSingleSegment(false)
            .allowMask(false)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .getParentBuilder()
            .toParams();

    private static final int GROUP_V4 = 16;
    private static final int GROUP_V6 = 32;

    private final List<Range> ranges;
    private final Countries countries;

    private NetworkFile(List<Range> ranges, Countries countries) {
        this.ranges = ranges;
        this.countries = countries;
    }

    private record Range(IPAddress block, NetworkClass type, String owner) {}

    /** Reads both lists. */
    static NetworkFile bundled() {
        return new NetworkFile(read(), Countries.bundled());
    }

    @Override
    public Network of(@Nullable String text) {
        var address = parse(text);
        if (address == null) {
            return Network.NONE;
        }
        if (address.isLocal() || address.isLoopback() || address.isLinkLocal() || address.isAnyLocal()) {
            return new Network(NetworkClass.LOCAL, "local", null);
        }
        var country = countries.of(address);
        for (var range : ranges) {
            if (range.block().contains(address)) {
                return new Network(range.type(), range.owner(), country);
            }
        }
        var bits = address.isIPv4() ? GROUP_V4 : GROUP_V6;
        var group = address.toPrefixBlock(bits).toCanonicalString();
        return new Network(NetworkClass.UNKNOWN, group, country);
    }

    private static @Nullable IPAddress parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var block = new IPAddressString(text, STRICT).getAddress();
        if (block == null || (block.isMultiple() && !block.isPrefixBlock()) || block.isUnspecified()) {
            return null;
        }
        // After a day only the first part of an address is kept, such as 203.0.113.0/24.
        var address = block.isMultiple() ? block.getLower().withoutPrefixLength() : block;
        var four = address.isIPv6() && address.isIPv4Convertible() ? address.toIPv4() : null;
        return four == null ? address : four;
    }

    private static List<Range> read() {
        var stream = Objects.requireNonNull(
                NetworkFile.class.getResourceAsStream("networks.csv"), "networks.csv is part of the program");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var ranges = new ArrayList<Range>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    ranges.add(range(line));
                }
            }
            // The smallest network that holds an address says most about it.
            ranges.sort(Comparator.comparing(range -> -range.block().getPrefixLength()));
            return List.copyOf(ranges);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Range range(String line) {
        var fields = line.split(",", 5);
        var block = fields.length == 5 ? new IPAddressString(fields[0]).getAddress() : null;
        if (block == null || block.getPrefixLength() == null) {
            throw new IllegalStateException("networks.csv has a line that is no network: " + line);
        }
        return new Range(block, type(fields[2], fields[3]), fields[1]);
    }

    private static NetworkClass type(String name, String certainty) {
        return switch (name) {
            case "filter" -> certainty.equals("certain") ? NetworkClass.FILTER : NetworkClass.PROBABLE_FILTER;
            case "google" -> NetworkClass.GOOGLE;
            case "yahoo" -> NetworkClass.YAHOO;
            case "microsoft" -> NetworkClass.MICROSOFT;
            case "mail-proxy" -> NetworkClass.MAIL_PROXY;
            case "private-relay" -> NetworkClass.PRIVATE_RELAY;
            case "apple" -> NetworkClass.APPLE;
            case "hosting" -> NetworkClass.HOSTING;
            default -> throw new IllegalStateException("networks.csv names a class that is none: " + name);
        };
    }
}
