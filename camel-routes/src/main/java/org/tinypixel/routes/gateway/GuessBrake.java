package org.tinypixel.routes.gateway;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.tinypixel.access.GuessDelay;

/** Slows down who guesses API keys, per client network and user name, so that one person's wrong password does not lock an office out. Bounded: the longest idle are forgotten. */
final class GuessBrake {
    private static final int MOST = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private record Guesses(int failures, Instant last) {}

    private final Map<String, Guesses> guesses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guesses> eldest) {
            return size() > MOST;
        }
    };

    /** How long to wait before the next try; zero where there is nothing to wait for. */
    synchronized Duration pause(InetAddress peer, String user, Instant now) {
        var known = guesses.get(key(peer, user));
        if (known == null || known.last.plus(FORGOTTEN_AFTER).isBefore(now)) {
            return Duration.ZERO;
        }
        var left = Duration.between(now, known.last.plus(GuessDelay.after(known.failures)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(InetAddress peer, String user, Instant now) {
        var key = key(peer, user);
        var known = guesses.get(key);
        var before = known == null || known.last.plus(FORGOTTEN_AFTER).isBefore(now) ? 0 : known.failures;
        guesses.put(key, new Guesses(before + 1, now));
    }

    synchronized void succeeded(InetAddress peer, String user) {
        guesses.remove(key(peer, user));
    }

    /** Whoever has one IPv6 address has a whole /64. */
    private static String key(InetAddress peer, String user) {
        var address = peer.getAddress();
        var network = address.length > 4 ? Arrays.copyOf(address, 8) : address;
        var name = user.length() <= 254 ? user : user.substring(0, 254);
        return HexFormat.of().formatHex(network) + " " + name.toLowerCase(Locale.ROOT);
    }
}
