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
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The lists of networks: those that are part of the program, {@code networks.csv} and {@code networks-by-as.csv} beside this class, those that an administrator installed,
 * and the country of every address. A network that has a name says more than the number under which it is announced, so the latter is asked last.
 */
final class NetworkLists implements NetworkLookup {
    static final String NAMED = "networks.csv";
    static final String BY_AS = "networks-by-as.csv";

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

    private final List<NetworkList> lists;
    private final NetworkIndex named;
    private final NetworkIndex byNumber;
    private static final Countries COUNTRIES = Countries.bundled();

    private NetworkLists(List<NetworkList> lists) {
        this.lists = List.copyOf(lists);
        named = new NetworkIndex(
                lists.stream().filter(list -> !list.name().equals(BY_AS)).toList());
        byNumber = new NetworkIndex(
                lists.stream().filter(list -> list.name().equals(BY_AS)).toList());
    }

    /** Read when the first address is looked up, and then the same for all beans. */
    private static final class Now {
        static final AtomicReference<NetworkLists> LISTS = new AtomicReference<>(new NetworkLists(bundledLists()));
        static final AtomicReference<Regions> REGIONS = new AtomicReference<>(Regions.NONE);
    }

    static NetworkLists current() {
        return Objects.requireNonNull(Now.LISTS.get());
    }

    /** From now on these count as well; one with the name of a list of the program replaces it. */
    static void use(Collection<NetworkList> installed) {
        Now.LISTS.set(with(installed));
    }

    /** From now on regions come from there. */
    static void use(Regions regions) {
        Now.REGIONS.set(regions);
    }

    static NetworkLists with(Collection<NetworkList> installed) {
        var lists = new ArrayList<>(installed);
        for (var bundled : bundledLists()) {
            if (installed.stream().noneMatch(list -> list.name().equals(bundled.name()))) {
                lists.add(bundled);
            }
        }
        return new NetworkLists(lists);
    }

    /** How many networks the list of this name holds; 0 where there is none. */
    int size(String name) {
        return lists.stream()
                .filter(list -> list.name().equals(name))
                .mapToInt(list -> list.entries().size())
                .sum();
    }

    List<NetworkListState> states() {
        return lists.stream().map(NetworkList::state).toList();
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
        var country = COUNTRIES.of(address);
        var found = named.of(address);
        var entry = found == null ? byNumber.of(address) : found;
        if (entry != null) {
            return new Network(entry.type(), entry.owner(), country, region(entry.type(), address));
        }
        var bits = address.isIPv4() ? GROUP_V4 : GROUP_V6;
        var group = address.toPrefixBlock(bits).toCanonicalString();
        return new Network(NetworkClass.UNKNOWN, group, country, region(NetworkClass.UNKNOWN, address));
    }

    private static @Nullable String region(NetworkClass type, IPAddress address) {
        var regions = Now.REGIONS.get();
        return regions == null || !type.showsPlace() ? null : regions.of(address);
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

    private static List<NetworkList> bundledLists() {
        return List.of(bundled(NAMED), bundled(BY_AS));
    }

    private static NetworkList bundled(String name) {
        var stream = Objects.requireNonNull(
                NetworkLists.class.getResourceAsStream(name), () -> name + " is part of the program");
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return NetworkList.read(name, lines, false);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
