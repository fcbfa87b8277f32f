package org.tinypixel.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import inet.ipaddr.IPAddressString;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;

/**
 * The lists of networks that an operator put into a folder: in our form ({@code *.csv}), or as Apple ({@code egress-ip-ranges.csv}) and Google ({@code goog.json}) publish
 * theirs. A file that is damaged, or suddenly holds less than half of what its name held before, is not used: the list before it stays.
 */
final class InstalledLists {
    private static final String APPLE = "egress-ip-ranges.csv";
    private static final String GOOGLE = "goog.json";
    /** Keys of what is no file of the folder, as no name is. */
    private static final String FOLDER = "/";

    private static final String PLACES = "/places";

    /** What a file was when it was read. */
    private record Seen(long size, long changed) {}

    private static final Map<String, Seen> SEEN = new HashMap<>();
    private static final Map<String, NetworkList> GOOD = new TreeMap<>();
    private static final Map<String, String> PROBLEMS = new TreeMap<>();
    private static @Nullable Seen placesSeen;

    private InstalledLists() {}

    /** Reads what is new; gives all that is wrong now. Nothing there is nothing wrong. */
    static synchronized List<String> refresh(Path folder, @Nullable Path places) {
        var files = files(folder);
        var changed = GOOD.keySet().removeIf(name -> !files.containsKey(name));
        SEEN.keySet().removeIf(name -> !files.containsKey(name));
        PROBLEMS.keySet().removeIf(name -> !files.containsKey(name) && !name.equals(PLACES));
        for (var file : files.entrySet()) {
            changed |= read(file.getKey(), file.getValue());
        }
        if (changed) {
            NetworkLists.use(GOOD.values());
        }
        refreshPlaces(places);
        return problems();
    }

    static synchronized List<String> problems() {
        return List.copyOf(PROBLEMS.values());
    }

    private static Map<String, Path> files(Path folder) {
        var files = new TreeMap<String, Path>();
        if (Files.isDirectory(folder)) {
            try (var all = Files.newDirectoryStream(folder, "*.{csv,json}")) {
                all.forEach(file -> files.put(file.getFileName().toString(), file));
            } catch (IOException | DirectoryIteratorException unreadable) {
                PROBLEMS.put(FOLDER, "The folder of network lists cannot be read.");
            }
        }
        return files;
    }

    private static boolean read(String name, Path file) {
        try {
            var now = new Seen(Files.size(file), Files.getLastModifiedTime(file).toMillis());
            if (now.equals(SEEN.get(name))) {
                return false;
            }
            SEEN.put(name, now);
            var list = list(name, file);
            var before = NetworkLists.current().size(name);
            if (list.entries().size() * 2 < before) {
                PROBLEMS.put(
                        name,
                        name + " holds " + list.entries().size() + " networks where " + before
                                + " were before, less than half: the list before it stays.");
                return false;
            }
            PROBLEMS.remove(name);
            GOOD.put(name, list);
            return true;
        } catch (IOException | IllegalArgumentException damaged) {
            PROBLEMS.put(name, name + " cannot be used, the list before it stays: " + why(damaged));
            return false;
        }
    }

    private static String why(Exception damaged) {
        return damaged instanceof JsonProcessingException || damaged instanceof MalformedInputException
                ? "it is damaged."
                : damaged.getMessage() + ".";
    }

    private static NetworkList list(String name, Path file) throws IOException {
        var day = LocalDate.ofInstant(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
        if (name.equals(GOOGLE)) {
            return google(name, file, day);
        }
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return name.equals(APPLE) ? apple(name, lines, day) : NetworkList.read(name, lines, true);
        }
    }

    /** {@code range,country,region,city,}: the places are those of the people behind the relay, which nobody asked for. */
    private static NetworkList apple(String name, BufferedReader lines, LocalDate day) throws IOException {
        var entries = new ArrayList<NetworkList.Entry>();
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                entries.add(entry(name, line.split(",", 2)[0], NetworkClass.PRIVATE_RELAY, "Apple relay"));
            }
        }
        return new NetworkList(name, day, entries, true);
    }

    private static NetworkList google(String name, Path file, LocalDate day) throws IOException {
        var entries = new ArrayList<NetworkList.Entry>();
        for (var prefix : Json.MAPPER.readTree(Files.readString(file)).path("prefixes")) {
            var range =
                    prefix.path("ipv4Prefix").asText(prefix.path("ipv6Prefix").asText(""));
            entries.add(entry(name, range, NetworkClass.GOOGLE, "Google"));
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("it has no prefixes");
        }
        return new NetworkList(name, day, entries, true);
    }

    private static NetworkList.Entry entry(String name, String range, NetworkClass type, String owner) {
        var block = range.isBlank() ? null : new IPAddressString(range.strip()).getAddress();
        if (block == null || block.getPrefixLength() == null) {
            throw new IllegalArgumentException(name + " names a network that is none: " + range);
        }
        return new NetworkList.Entry(block.toPrefixBlock(), type, owner);
    }

    private static void refreshPlaces(@Nullable Path file) {
        try {
            var now = file == null
                    ? null
                    : new Seen(Files.size(file), Files.getLastModifiedTime(file).toMillis());
            if (now == null ? placesSeen != null : !now.equals(placesSeen)) {
                NetworkLists.use(file == null ? Regions.NONE : Regions.read(file));
                placesSeen = now;
            }
            PROBLEMS.remove(PLACES);
        } catch (IOException | IllegalArgumentException damaged) {
            PROBLEMS.put(PLACES, "The database of places cannot be used: " + file + " is damaged or not readable.");
        }
    }
}
