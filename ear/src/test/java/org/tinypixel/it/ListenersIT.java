package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand open screens on real connections, of which each tenth does not read. */
class ListenersIT {
    private static final int LISTENERS = 1_000;
    private static final int OF_ONE = 50;
    private static final int COPIES = 800;
    private static final int PER_MAIL = 50;

    @Test
    @Tag("B7")
    void who_reads_hears_every_change_in_order_and_who_does_not_is_cut_off() throws Exception {
        try (var server = TinypixelServer.start();
                var crowd = new ListenerCrowd(server.httpPort())) {
            var api = new ApiClient(server);
            GatewayPeople.keyOf(server, "Anna", "anna@example.com");
            for (var manager = 0; manager < LISTENERS / OF_ONE; manager++) {
                var key = GatewayPeople.keyOf(
                        server, "Manager " + manager, "manager" + manager + "@example.com", "manager");
                for (var number = 0; number < OF_ONE; number++) {
                    crowd.add(key, number % 10 == 0);
                }
            }
            crowd.awaitAllListening();

            var opens = opens(api);
            for (var from = 0; from < COPIES; from += PER_MAIL) {
                for (var open : opens.subList(from, from + PER_MAIL)) {
                    assertThat(api.asMailClient(open, ApiClient.THUNDERBIRD).statusCode())
                            .isEqualTo(200);
                }
                var soFar = from + PER_MAIL;
                // Not all at once: on a machine that also reads for a thousand, nobody would keep up with that.
                var heard = ApiClient.eventually(
                        crowd::readers, all -> all.stream().allMatch(one -> one.opened() == soFar));
                assertThat(heard).allSatisfy(one -> assertThat(one.opened()).isEqualTo(soFar));
            }

            var readers = ApiClient.eventually(
                    crowd::readers, all -> all.stream().allMatch(one -> one.lastId() == lastId(all)));
            assertThat(readers).hasSize(LISTENERS * 9 / 10).allSatisfy(one -> {
                assertThat(one.isOpen()).isTrue();
                assertThat(one.isInOrder()).isTrue();
                assertThat(one.changes()).isEqualTo(readers.get(0).changes());
            });
            System.out.println(LISTENERS + " listeners, " + readers.get(0).changes() + " changes each");

            crowd.readOn();
            assertThat(ApiClient.eventually(
                            crowd::sleepers, all -> all.stream().noneMatch(ListenerCrowd.Heard::isOpen)))
                    .hasSize(LISTENERS / 10)
                    .noneMatch(ListenerCrowd.Heard::isOpen)
                    .allMatch(one -> one.changes() < readers.get(0).changes());
        }
    }

    private static long lastId(List<ListenerCrowd.Heard> all) {
        return all.stream().mapToLong(ListenerCrowd.Heard::lastId).max().orElse(0);
    }

    /** Addresses of the pixels of so many copies. */
    private static List<String> opens(ApiClient api) throws IOException {
        var opens = new ArrayList<String>();
        for (var from = 0; from < COPIES; from += PER_MAIL) {
            var start = from;
            var to = IntStream.range(0, PER_MAIL)
                    .mapToObj(number -> "{\"email\":\"r" + (start + number) + "@example.org\"}")
                    .collect(Collectors.joining(","));
            var mail = api.post(
                    "/messages",
                    "{\"from\":\"anna@example.com\",\"subject\":\"Offer\",\"send\":false,\"html\":\"<p>Hello</p>\",\"to\":["
                            + to + "]}");
            assertThat(mail.status()).as(mail.body().toString()).isEqualTo(201);
            for (JsonNode copy : mail.at("/copies")) {
                opens.add(copy.get("openUrl").asText());
            }
        }
        return opens;
    }
}
