package org.tinypixel.classify;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of networks, one a line: {@code range,owner,class,certainty,source}, or {@code range,AS number,class} for those known only by who announces them. A comment
 * ({@code #}) that says {@code As of 2026-06-17} dates it.
 *
 * @param asOf null where it says no day
 */
record NetworkList(String name, @Nullable LocalDate asOf, List<Entry> entries, boolean installed) {
    private static final Pattern DAY = Pattern.compile("\\bAs of (\\d{4}-\\d{2}-\\d{2})\\b");
    private static final int NAMED = 5;
    private static final int BY_NUMBER = 3;

    NetworkList {
        entries = List.copyOf(entries);
    }

    record Entry(IPAddress block, NetworkClass type, String owner) {}

    /** Reads a list. A line that is none is an {@link IllegalArgumentException} that names it: half a list would be worse than yesterday's. */
    static NetworkList read(String name, BufferedReader lines, boolean installed) throws IOException {
        var entries = new ArrayList<Entry>();
        LocalDate asOf = null;
        var number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.startsWith("#")) {
                asOf = asOf == null ? day(line) : asOf;
            } else if (!line.isBlank()) {
                entries.add(entry(name + ", line " + number, line));
            }
        }
        return new NetworkList(name, asOf, entries, installed);
    }

    NetworkListState state() {
        return new NetworkListState(name, asOf, entries.size(), installed);
    }

    private static @Nullable LocalDate day(String comment) {
        var found = DAY.matcher(comment);
        try {
            return found.find() ? LocalDate.parse(found.group(1)) : null;
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    private static Entry entry(String where, String line) {
        var fields = line.split(",", NAMED);
        var block = fields.length == NAMED || fields.length == BY_NUMBER
                ? new IPAddressString(fields[0]).getAddress()
                : null;
        if (block == null || block.getPrefixLength() == null) {
            throw new IllegalArgumentException(where + " is no network: " + line);
        }
        var named = fields.length == NAMED;
        var type = type(fields[2], named && fields[3].equals("certain"));
        if (type == null) {
            throw new IllegalArgumentException(where + " names a class that is none: " + line);
        }
        return new Entry(block.toPrefixBlock(), type, named ? fields[1] : "AS" + fields[1]);
    }

    private static @Nullable NetworkClass type(String name, boolean certain) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "filter" -> certain ? NetworkClass.FILTER : NetworkClass.PROBABLE_FILTER;
            case "google" -> NetworkClass.GOOGLE;
            case "yahoo" -> NetworkClass.YAHOO;
            case "microsoft" -> NetworkClass.MICROSOFT;
            case "mail-proxy" -> NetworkClass.MAIL_PROXY;
            case "private-relay" -> NetworkClass.PRIVATE_RELAY;
            case "apple" -> NetworkClass.APPLE;
            case "hosting" -> NetworkClass.HOSTING;
            case "mobile" -> NetworkClass.MOBILE;
            case "business" -> NetworkClass.BUSINESS;
            case "residential" -> NetworkClass.RESIDENTIAL;
            default -> null;
        };
    }
}
