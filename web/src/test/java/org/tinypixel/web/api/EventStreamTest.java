package org.tinypixel.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.UserId;
import org.tinypixel.engagement.LiveFeed;

final class EventStreamTest {
    private static final InstantSource CLOCK = () -> Instant.parse("2026-03-02T09:00:00Z");

    private final EventFrames frames = new EventFrames();
    private final UserId sam = UserId.next();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger forgotten = new AtomicInteger();
    private final AtomicInteger unsubscribed = new AtomicInteger();
    private final Network network = new Network();
    private final EventStream stream = stream();

    @Test
    void a_change_is_one_event_with_its_id() {
        stream.onWritePossible();
        stream.changed(List.of(change(7, sam, new LiveFeed.Notification("open", "Ada opened “Offer”."))));
        assertThat(network.sent())
                .startsWith("id: 7\nevent: copy\ndata: {\"id\":\"7\",\"copy\":\"")
                .contains("\"status\":\"opened\",\"statusLabel\":\"Opened\",\"statusReason\":\"Two\\nlines\"")
                .contains("\"notify\":{\"kind\":\"open\",\"text\":\"Ada opened “Offer”.\"}")
                .endsWith("}\n\n");
        assertThat(network.flushed).isPositive();
    }

    @Test
    void changes_of_mails_that_one_does_not_see_are_left_out_but_move_the_place_to_resume_from() {
        stream.onWritePossible();
        stream.changed(List.of(change(8, UserId.next(), null)));
        assertThat(network.sent()).isEmpty();
        stream.ping();
        assertThat(network.sent()).isEqualTo("id: 8\nevent: ping\ndata: {}\n\n");
    }

    @Test
    void who_loses_a_right_hears_no_more() {
        stream.onWritePossible();
        stream.sees(viewer(UserId.next()));
        stream.changed(List.of(change(9, sam, null)));
        assertThat(network.sent()).isEmpty();
    }

    @Test
    void what_the_network_does_not_take_waits_and_leaves_in_order() {
        stream.onWritePossible();
        network.ready = false;
        stream.changed(List.of(change(1, sam, null), change(2, sam, null)));
        assertThat(network.sent()).isEmpty();
        network.ready = true;
        stream.onWritePossible();
        assertThat(network.sent().indexOf("id: 1")).isZero();
        assertThat(network.sent().indexOf("id: 2")).isPositive();
    }

    @Test
    void nothing_is_written_before_the_container_says_so() {
        stream.ping();
        assertThat(network.sent()).isEmpty();
        stream.onWritePossible();
        assertThat(network.sent()).isEqualTo("event: ping\ndata: {}\n\n");
    }

    @Test
    void a_reader_that_is_too_slow_is_cut_off() {
        stream.onWritePossible();
        network.ready = false;
        var id = 0L;
        while (stream.waiting() < EventStream.MOST_WAITING) {
            stream.changed(List.of(change(id++, sam, null)));
            assertThat(completed).hasValue(0);
        }
        stream.changed(List.of(change(id, sam, null)));
        assertThat(completed).hasValue(1);
        assertThat(unsubscribed).hasValue(1);
        assertThat(forgotten).hasValue(1);
        network.ready = true;
        stream.ping();
        stream.onWritePossible();
        assertThat(network.sent()).isEmpty();
    }

    @Test
    @Tag("B7")
    void of_a_thousand_listeners_each_tenth_is_slow_and_is_cut_off_while_all_others_hear_everything() {
        var networks = new ArrayList<Counting>();
        var streams = new ArrayList<EventStream>();
        for (var number = 0; number < 1000; number++) {
            var to = new Counting();
            var one = new EventStream(async(), to, viewer(sam), CLOCK, frames, forgotten::incrementAndGet);
            one.listensBy(unsubscribed::incrementAndGet);
            one.onWritePossible();
            to.ready = number % 10 != 0;
            networks.add(to);
            streams.add(one);
        }
        var changes = 1000;
        for (var id = 1; id <= changes; id++) {
            var news = List.of(change(id, sam, null));
            streams.forEach(one -> one.changed(news));
        }
        assertThat(unsubscribed).as("the slow ones").hasValue(100);
        assertThat(completed).hasValue(100);
        for (var number = 0; number < 1000; number++) {
            if (number % 10 == 0) {
                assertThat(streams.get(number).waiting())
                        .as("bytes kept for one that was cut off")
                        .isZero();
            } else {
                assertThat(networks.get(number).pieces).isEqualTo(changes);
                assertThat(networks.get(number).last).startsWith("id: " + changes + "\n");
                assertThat(streams.get(number).waiting()).isZero();
            }
        }
    }

    @Test
    void what_was_missed_is_given_in_one_piece_however_much_it_is() {
        var missed = new ArrayList<LiveFeed.Change>();
        for (var id = 1; id <= 2000; id++) {
            missed.add(change(id, sam, null));
        }
        stream.changed(missed);
        assertThat(completed).as("before the container lets it write").hasValue(0);
        stream.onWritePossible();
        assertThat(network.sent()).contains("id: 1\n", "id: 2000\n");
    }

    @Test
    void a_gap_is_an_event_without_an_id_so_that_who_breaks_off_there_hears_it_again() {
        stream.onWritePossible();
        stream.gap();
        stream.changed(List.of(change(7000, sam, null)));
        assertThat(network.sent()).startsWith("event: gap\ndata: {\"reload\":true}\n\nid: 7000\nevent: copy\n");
    }

    @Test
    void many_notifications_become_one_and_every_change_is_still_an_event() {
        stream.onWritePossible();
        for (var id = 1; id <= 50; id++) {
            stream.changed(List.of(change(id, sam, new LiveFeed.Notification("open", "Opened " + id))));
        }
        assertThat(network.sent()).contains("Opened 5\"", "id: 50\n").doesNotContain("Opened 6\"");
        assertThat(network.sent().split("\"notify\":\\{", -1)).hasSize(1 + 6);
    }

    @Test
    void the_first_line_says_when_to_come_back() {
        stream.onWritePossible();
        stream.greet(2500);
        assertThat(network.sent()).isEqualTo("retry: 2500\n\n");
    }

    @Test
    void a_client_that_is_gone_is_forgotten_once() {
        stream.onWritePossible();
        network.gone = true;
        stream.ping();
        stream.onError(new IOException("gone"));
        assertThat(unsubscribed).hasValue(1);
        assertThat(completed).hasValue(1);
    }

    @Test
    void a_stream_that_ended_before_the_feed_knew_it_does_not_stay_subscribed() {
        var early = new EventStream(async(), network, viewer(sam), CLOCK, frames, forgotten::incrementAndGet);
        early.close();
        early.listensBy(unsubscribed::incrementAndGet);
        assertThat(unsubscribed).hasValue(1);
    }

    private EventStream stream() {
        var made = new EventStream(async(), network, viewer(sam), CLOCK, frames, forgotten::incrementAndGet);
        made.listensBy(unsubscribed::incrementAndGet);
        return made;
    }

    private AsyncContext async() {
        return (AsyncContext) Proxy.newProxyInstance(
                AsyncContext.class.getClassLoader(),
                new Class<?>[] {AsyncContext.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("complete")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    completed.incrementAndGet();
                    return null;
                });
    }

    private static Viewer viewer(UserId id) {
        var address = EmailAddress.of("sam@sender.example");
        return new Viewer(id, "Sam", address, Set.of(address), Set.of(), Set.of(id), false);
    }

    private static LiveFeed.Change change(long id, UserId owner, LiveFeed.Notification notice) {
        return new LiveFeed.Change(
                id,
                CopyId.next(),
                MessageId.next(),
                owner,
                "opened",
                "Opened",
                "Two\nlines",
                Instant.parse("2026-03-02T09:00:00Z"),
                notice);
    }

    /** An output as Servlet 6.0 describes it (section 5.8): writing while it is not ready is refused. */
    private static class Network extends ServletOutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean ready = true;
        boolean gone;
        int flushed;

        String sent() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void flush() throws IOException {
            check();
            flushed++;
        }

        @Override
        public void write(int one) throws IOException {
            check();
            bytes.write(one);
        }

        private void check() throws IOException {
            if (!ready) {
                throw new IllegalStateException("not ready");
            }
            if (gone) {
                throw new IOException("the client is gone");
            }
        }
    }

    /** Keeps only the last piece. */
    private static final class Counting extends Network {
        int pieces;
        String last = "";

        @Override
        public void write(byte[] piece, int from, int length) {
            pieces++;
            last = new String(piece, from, length, StandardCharsets.UTF_8);
        }
    }
}
