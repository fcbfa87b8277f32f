package org.tinypixel.classify;

import com.maxmind.db.Reader;
import inet.ipaddr.IPAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The country of an address, from the registries' data (npm {@code @ip-location-db/geo-whois-asn-country-mmdb}, CC0, fetched by the build). Eight megabytes, so it is read
 * when the first address is looked up.
 */
final class Countries {
    private @Nullable Reader reader;

    private Countries() {}

    static Countries bundled() {
        return new Countries();
    }

    /** ISO 3166-1 alpha-2, or null where no registry says. */
    @Nullable
    String of(IPAddress address) {
        try {
            var found = reader().get(address.toInetAddress(), Map.class);
            return found != null && found.get("country_code") instanceof String code && code.length() == 2
                    ? code
                    : null;
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private synchronized Reader reader() throws IOException {
        if (reader == null) {
            try (var file = Objects.requireNonNull(
                    Countries.class.getResourceAsStream("country.mmdb"),
                    "country.mmdb is put beside this class by the build")) {
                reader = new Reader(file);
            }
        }
        return reader;
    }
}
