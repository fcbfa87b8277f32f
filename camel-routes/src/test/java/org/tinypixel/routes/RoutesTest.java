package org.tinypixel.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

final class RoutesTest {
    @Test
    void a_nudge_wakes_the_routes_of_its_topic_and_no_others() throws Exception {
        var crm = new CountDownLatch(1);
        var engagement = new AtomicInteger();
        var builder = new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:crm-nudge?size=1&discardWhenFull=true")
                        .routeId("crm")
                        .process(exchange -> crm.countDown());
                from("seda:engagement-nudge?size=1&discardWhenFull=true")
                        .routeId("engagement")
                        .process(exchange -> engagement.incrementAndGet());
            }
        };
        try (var routes = Routes.start(List.of(builder))) {
            routes.nudge("crm");
            assertThat(crm.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(engagement).hasValue(0);
    }

    @Test
    void nudges_that_nobody_takes_are_dropped_and_block_nobody() throws Exception {
        try (var routes = Routes.start(List.of())) {
            for (var round = 0; round < 100; round++) {
                routes.nudge("mail");
            }
        }
    }
}
