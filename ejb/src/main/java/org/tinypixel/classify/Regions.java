package org.tinypixel.classify;

import com.maxmind.db.Reader;
import inet.ipaddr.IPAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The region of an address, from a database that the operator chose (MaxMind DB, with records as GeoLite2 City or as the {@code @ip-location-db} packages have them). Cities
 * stand in it too and are not looked at: nobody needs to know them.
 */
final class Regions {
    static final Regions NONE = new Regions(null);

    private final @Nullable Reader reader;

    private Regions(@Nullable Reader reader) {
        this.reader = reader;
    }

    static Regions read(Path file) throws IOException {
        try {
            // In memory, so that the file may be replaced while it is read.
            return new Regions(new Reader(file.toFile(), Reader.FileMode.MEMORY));
        } catch (RuntimeException damaged) {
            throw new IllegalArgumentException("no database of places", damaged);
        }
    }

    /** By its English name; null where none is known. */
    @Nullable
    String of(IPAddress address) {
        var known = reader;
        if (known == null) {
            return null;
        }
        try {
            var found = known.get(address.toInetAddress(), Map.class);
            return found == null ? null : region(found);
        } catch (IOException | RuntimeException damaged) {
            // A place is a nicety: a damaged database must not keep hits from being judged.
            return null;
        }
    }

    static @Nullable String region(Map<?, ?> found) {
        if (found.get("subdivisions") instanceof List<?> parts
                && !parts.isEmpty()
                && parts.get(0) instanceof Map<?, ?> first
                && first.get("names") instanceof Map<?, ?> names) {
            return text(names.get("en"));
        }
        return text(found.get("state1"));
    }

    private static @Nullable String text(@Nullable Object name) {
        return name instanceof String text && !text.isBlank() && text.length() <= 80 ? text.replace('/', ' ') : null;
    }
}
