package org.tinypixel.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerIT {
    @Test
    void says_the_address_and_nothing_else_when_it_is_ready() {
        try (var server = TinypixelServer.start()) {
            var lines = ApiClient.eventually(server::consoleLines, all -> !all.isEmpty());
            assertThat(lines)
                    .singleElement()
                    .asString()
                    .endsWith("Tinypixel is ready: http://localhost:" + server.httpPort());
        }
    }
}
