package org.tinypixel.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tinypixel.database.ManyMails;
import org.tinypixel.it.TinypixelServer;

/**
 * What screens ask for, over HTTP, as people with few and with many mails in sight. Every request stands beside a look-up by primary key in the same database, so that the
 * ratio says what a list costs and not how busy the machine is.
 */
final class Lists {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PEOPLE = people();
    private static final long SLOW = 1_000_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Function<String, URI> at;
    private final String database;
    private final int requests;
    private final List<String> messages = new ArrayList<>();

    Lists(Function<String, URI> at, String database, int requests) {
        this.at = at;
        this.database = database;
        this.requests = requests;
    }

    private static Map<String, String> people() {
        var people = new LinkedHashMap<String, String>();
        people.put("salesperson", ManyMails.SALESPERSON);
        people.put("manager of a team", ManyMails.MANAGER);
        people.put("director of half of them", ManyMails.DIRECTOR);
        people.put("administrator", ManyMails.ADMINISTRATOR);
        people.put("key that sees all", TinypixelServer.KEY);
        return people;
    }

    /** The table of results. */
    String run() throws IOException, SQLException {
        var table = new StringBuilder(
                "| who | what | p50 ms | p95 ms | p50 / look-up by primary key |\n|---|---|---|---|---|\n");
        try (var connection = DriverManager.getConnection(database, "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select id from message where created_at > (select max(created_at) from message) - interval '60 days' limit 1000")) {
            while (rows.next()) {
                messages.add(rows.getString(1));
            }
            for (var person : PEOPLE.entrySet()) {
                for (var question : questions(person.getValue()).entrySet()) {
                    var line = measure(connection, person, question.getKey(), question.getValue());
                    System.out.println(line);
                    table.append(line).append('\n');
                }
            }
        }
        return table.toString();
    }

    private Map<String, List<String>> questions(String key) throws IOException {
        var questions = new LinkedHashMap<String, List<String>>();
        var pages = pages(key, "/messages", 12);
        var mails = pages.stream().flatMap(page -> values(page, "/id").stream()).toList();
        var newest = pages.get(0).at("/items/0");
        questions.put("mails, first page", List.of("/messages"));
        questions.put("mails, later pages", later("/messages", pages));
        questions.put(
                "mails of a month",
                IntStream.rangeClosed(1, 12)
                        .mapToObj(month -> "/messages?from=2025-%02d-01&to=2025-%02d-28".formatted(month, month))
                        .toList());
        for (var status : List.of("opened", "not-seen", "bounced", "failed")) {
            questions.put("mails with status " + status, List.of("/messages?status=" + status));
        }
        var first = key.equals(ManyMails.ADMINISTRATOR)
                ? Map.of("x", "nobody@sender.example")
                : Map.of("x", newest.at("/sender/email").asText());
        questions.put("mails of a sender", List.of("/messages?sender=" + encoded(first.get("x"))));
        questions.put("mails to a recipient", some(pages, "/copies/0/recipient/email", "/messages?recipient="));
        questions.put(
                "mails to a part of an address",
                List.of("/messages?recipient=customer77", "/messages?recipient=contact12"));
        questions.put(
                "mails of a campaign", List.of("/messages?campaign=Campaign+12", "/messages?campaign=Campaign+900"));
        questions.put(
                "mails of a template", List.of("/messages?template=Template+7", "/messages?template=Template+31"));
        questions.put("mails, frequent word", List.of("/messages?q=pumps", "/messages?q=offer"));
        questions.put("mails, two words", List.of("/messages?q=offer+grace", "/messages?q=renewal+customer9"));
        questions.put("mails, rare word", List.of("/messages?q=p4711", "/messages?q=p17"));
        questions.put("mails, word that is nowhere", List.of("/messages?q=zebra"));
        if (!mails.isEmpty()) {
            questions.put(
                    "one mail",
                    mails.stream().limit(40).map(id -> "/messages/" + id).toList());
            questions.put(
                    "events of a mail",
                    mails.stream()
                            .limit(40)
                            .map(id -> "/messages/" + id + "/events")
                            .toList());
        }
        var contacts = pages(key, "/contacts", 6);
        questions.put("contacts, first page", List.of("/contacts"));
        questions.put("contacts, later pages", later("/contacts", contacts));
        questions.put("contacts, word", List.of("/contacts?q=grace", "/contacts?q=customer77"));
        questions.put(
                "timeline of a contact (panel)",
                contacts.stream()
                        .flatMap(page -> values(page, "/email").stream())
                        .limit(40)
                        .map(email -> "/contacts/" + encoded(email) + "/timeline")
                        .toList());
        questions.put("outgoing mails", List.of("/outgoing"));
        questions.put("outgoing mails that wait", List.of("/outgoing?state=waiting"));
        questions.put("outgoing mails that failed", List.of("/outgoing?state=failed"));
        questions.put("follow-ups that wait", List.of("/follow-ups?state=waiting"));
        questions.put("follow-ups", List.of("/follow-ups"));
        questions.put("enrollments", List.of("/enrollments"));
        questions.put("report of a month", List.of("/reports/engagement?from=2025-06-01&to=2025-06-30"));
        questions.values().removeIf(List::isEmpty);
        return questions;
    }

    private List<JsonNode> pages(String key, String path, int most) throws IOException {
        var pages = new ArrayList<JsonNode>();
        var next = path;
        while (pages.size() < most) {
            var page = JSON.readTree(get(key, next));
            pages.add(page);
            if (page.at("/next").isNull()) {
                break;
            }
            next = path + "?cursor=" + page.at("/next").asText();
        }
        return pages;
    }

    private static List<String> later(String path, List<JsonNode> pages) {
        return pages.stream()
                .map(page -> page.at("/next"))
                .filter(next -> !next.isNull())
                .map(next -> path + "?cursor=" + next.asText())
                .toList();
    }

    private static List<String> some(List<JsonNode> pages, String pointer, String before) {
        return pages.stream()
                .flatMap(page -> values(page, pointer).stream())
                .limit(40)
                .map(value -> before + encoded(value))
                .toList();
    }

    private static List<String> values(JsonNode page, String pointer) {
        var values = new ArrayList<String>();
        page.at("/items").forEach(item -> values.add(item.at(pointer).asText()));
        return values;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String measure(Connection connection, Map.Entry<String, String> person, String what, List<String> paths)
            throws IOException, SQLException {
        var times = new ArrayList<Double>();
        var lookups = new ArrayList<Double>();
        var start = System.nanoTime();
        get(person.getValue(), paths.get(0));
        // What takes seconds is not made any clearer by taking minutes.
        var most = System.nanoTime() - start > SLOW ? Math.min(3, requests) : requests;
        for (var number = 0; number < most; number++) {
            var path = paths.get(number % paths.size());
            var before = System.nanoTime();
            get(person.getValue(), path);
            var between = System.nanoTime();
            lookUp(connection, messages.get(number * 7 % messages.size()));
            times.add((between - before) / 1e6);
            lookups.add((System.nanoTime() - between) / 1e6);
        }
        return "| %s | %s | %.1f | %.1f | %.0f |"
                .formatted(person.getKey(), what, at(times, 0.5), at(times, 0.95), at(times, 0.5) / at(lookups, 0.5));
    }

    private static void lookUp(Connection connection, String message) throws SQLException {
        try (var select = connection.prepareStatement("select * from message where id = ?")) {
            select.setString(1, message);
            try (var row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the message is gone");
                }
            }
        }
    }

    private static double at(List<Double> times, double part) {
        var sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    private String get(String key, String path) throws IOException {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(at.apply("/api/v1" + path))
                            .header("Authorization", "Bearer " + key)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** On a server that runs already: its address, and that of its filled database. */
    public static void main(String[] arguments) throws IOException, SQLException {
        System.out.println(new Lists(
                        path -> URI.create(arguments[0] + path), arguments[1], Integer.getInteger("bench.requests", 40))
                .run());
    }
}
