package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hundred mail programs at once, and the one too many. */
class GatewayLoadIT {
    private static final int CONNECTIONS = 200;

    @Test
    @Tag("S2")
    @Tag("B4")
    void two_hundred_connections_are_served_and_the_next_is_asked_to_come_back() throws Exception {
        try (var server = TinypixelServer.start()) {
            var clients = new ArrayList<SmtpClient>();
            try {
                for (var i = 0; i < CONNECTIONS; i++) {
                    clients.add(SmtpClient.signedIn(server, "apikey", TinypixelServer.KEY));
                }
                try (var tooMany = SmtpClient.silent(server)) {
                    assertThat(tooMany.reply()).startsWith("421 4.7.0");
                    assertThat(tooMany.isClosed()).isTrue();
                }
                var millis = sendAll(clients);
                assertThat(millis).hasSize(CONNECTIONS);
                System.out.println("200 connections, one mail of 50 kB each, all at once: answered after "
                        + millis.get(CONNECTIONS / 2) + " ms (median), " + millis.get(CONNECTIONS * 99 / 100 - 1)
                        + " ms (99 %), " + millis.get(CONNECTIONS - 1) + " ms (last)");
                clients.get(0).say("QUIT", "221");
                assertThat(clients.get(0).isClosed()).isTrue();
                assertThat(ApiClient.eventually(
                                () -> {
                                    try (var again = SmtpClient.silent(server)) {
                                        return again.reply();
                                    }
                                },
                                reply -> reply.startsWith("220")))
                        .startsWith("220");
            } finally {
                clients.forEach(SmtpClient::close);
            }
        }
    }

    /** Milliseconds from the final dot to 250, sorted. */
    private static List<Long> sendAll(List<SmtpClient> clients) throws Exception {
        var body = ("x".repeat(70) + "\r\n").repeat(700);
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            var results = threads.invokeAll(IntStream.range(0, CONNECTIONS)
                    .<Callable<Long>>mapToObj(i -> () -> {
                        var client = clients.get(i);
                        client.say("MAIL FROM:<anna@example.com>", "250");
                        client.say("RCPT TO:<r" + i + "@example.org>", "250");
                        client.say("DATA", "354");
                        client.write("From: anna@example.com\r\nSubject: Load " + i + "\r\n\r\n" + body);
                        var began = System.nanoTime();
                        client.write(".\r\n");
                        client.expect("250 2.0.0");
                        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                    })
                    .toList());
            var millis = new ArrayList<Long>();
            for (var result : results) {
                millis.add(result.get());
            }
            return millis.stream().sorted().toList();
        } finally {
            threads.shutdown();
        }
    }
}
