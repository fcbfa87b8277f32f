package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.Json;

/** How well agents are told apart: on those that we made by the grammar of each client (CC0, {@code user-agents.jsonl}), and with {@code -Dtinypixel.corpus=DIR} on real ones, which are not part of the project. */
final class UserAgentCorpusTest {
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Agent(String ua, String kind, String client, String deviceKind, String os, String verdictByUa) {}

    /** Right answers of all. */
    private static final class Score {
        int right;
        int all;

        void add(boolean isRight) {
            all++;
            right += isRight ? 1 : 0;
        }

        @Override
        public String toString() {
            return right + " of " + all;
        }
    }

    private static List<Agent> agents() throws IOException {
        var corpus = System.getProperty("tinypixel.corpus");
        if (corpus != null) {
            return read(Files.readAllLines(Path.of(corpus, "detection", "user-agents.jsonl"), StandardCharsets.UTF_8));
        }
        var own = Objects.requireNonNull(UserAgentCorpusTest.class.getResourceAsStream("user-agents.jsonl"));
        try (var lines = new BufferedReader(new InputStreamReader(own, StandardCharsets.UTF_8))) {
            return read(lines.lines().toList());
        }
    }

    private static List<Agent> read(List<String> lines) throws IOException {
        var agents = new ArrayList<Agent>();
        for (var line : lines) {
            agents.add(Json.MAPPER.readValue(line, Agent.class));
        }
        return agents;
    }

    /** By the agent alone: the network is the one in which such an agent is at home. */
    private static JudgedHit judge(Agent agent) {
        var google = agent.ua().contains("GoogleImageProxy") || agent.kind().equals("prefetch");
        var yahoo = agent.ua().contains("YahooMailProxy");
        var network = google ? NetworkClass.GOOGLE : yahoo ? NetworkClass.YAHOO : NetworkClass.UNKNOWN;
        return new Story().load("12:00:00", network, agent.ua()).last();
    }

    @Test
    void people_are_never_and_programs_mostly_told_apart_from_each_other() throws IOException {
        var verdicts = new TreeMap<String, Score>();
        var clients = new TreeMap<String, Score>();
        var systems = new Score();
        var kinds = new Score();
        var wrong = new ArrayList<String>();
        var agents = agents();
        for (var agent : agents) {
            var judged = judge(agent);
            var right = judged.verdict().name().toLowerCase(Locale.ROOT).equals(agent.verdictByUa());
            verdicts.computeIfAbsent(agent.kind(), kind -> new Score()).add(right);
            if (!right) {
                wrong.add(agent.kind() + ": " + judged.rule() + ": " + agent.ua());
            }
            if (!agent.kind().equals("bot") && !agent.kind().equals("prefetch")) {
                var device = judged.device();
                var named = named(device.client(), agent.client());
                clients.computeIfAbsent(agent.kind(), kind -> new Score()).add(named);
                if (!agent.kind().equals("image-proxy")) {
                    systems.add(device.os().equals(agent.os()));
                    kinds.add(device.kind().equals(agent.deviceKind()));
                }
                if (!named) {
                    wrong.add("client: " + device.client() + " is no " + agent.client() + ": " + agent.ua());
                }
            }
        }
        System.out.println(agents.size() + " user agents; verdict right by kind: " + verdicts + "; client named right: "
                + clients + "; system: " + systems + "; device kind: " + kinds);
        wrong.forEach(line -> System.out.println("  " + line));
        assertThat(share(verdicts, "mail-client")).isGreaterThanOrEqualTo(0.95);
        assertThat(share(verdicts, "image-proxy")).isEqualTo(1);
        assertThat(share(verdicts, "prefetch")).isEqualTo(1);
        assertThat(share(verdicts, "browser")).isGreaterThanOrEqualTo(0.97);
        assertThat(share(verdicts, "bot")).isGreaterThanOrEqualTo(0.8);
        assertThat(share(clients, "mail-client")).isGreaterThanOrEqualTo(0.9);
    }

    /** "Gmail image proxy" is Gmail; the rest by its first word. */
    private static boolean named(String ours, String theirs) {
        var first = theirs.toLowerCase(Locale.ROOT).split("[ ./]")[0];
        return ours.toLowerCase(Locale.ROOT).contains(first);
    }

    private static double share(Map<String, Score> scores, String kind) {
        var score = scores.get(kind);
        return (double) score.right / score.all;
    }
}
