package org.tinypixel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.engagement.DeliveryStatus;
import org.tinypixel.relay.Relay;

/** What the built-in inbox promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CapturedInboxContract {
    private static final Viewer STRANGER = World.viewer(UserId.next(), Set.of(Role.ADMINISTRATOR));

    private final TestDatabase database;
    private final boolean postgreSql;
    private World world;

    CapturedInboxContract(TestDatabase database, boolean postgreSql) {
        this.database = database;
        this.postgreSql = postgreSql;
    }

    @BeforeEach
    void empty() {
        database.transaction(manager -> List.of("outbox", "outgoing_mail", "captured_mail")
                .forEach(table ->
                        manager.createNativeQuery("delete from " + table).executeUpdate()));
        world = new World(database, postgreSql);
        world.relays.capture();
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void a_mail_to_the_built_in_inbox_counts_as_sent_and_lies_there_as_it_would_have_left() {
        var copy = world.submit("bert@example.net");
        handOver();
        assertThat(world.state(copy)).isEqualTo("SENT");
        assertThat(world.lastNews(copy).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(world.lastNews(copy).captured()).isTrue();

        var mail = list(World.VIEWER).get(0);
        assertThat(mail.subject()).isEqualTo("Grüße");
        assertThat(mail.from()).isEqualTo("anna@example.com");
        assertThat(mail.to()).isEqualTo("bert@example.net");
        assertThat(mail.copy()).isEqualTo(copy.value());
        assertThat(mail.messageId()).isEqualTo(world.messages.get(copy).id().value());
        var bytes = world.inbox(inbox -> inbox.raw(World.VIEWER, mail.id()));
        assertThat(bytes).isEqualTo(World.mime("bert@example.net"));
        assertThat(mail.size()).isEqualTo(bytes.length);
        var detail = world.inbox(inbox -> inbox.find(World.VIEWER, mail.id()));
        assertThat(detail.hasHtml()).isTrue();
        assertThat(detail.headers()).contains(new CapturedMail.Header("Subject", "Grüße"));
        var preview = world.inbox(inbox -> inbox.preview(World.VIEWER, mail.id(), true));
        assertThat(preview).contains("<p>Hi</p>");
    }

    @Test
    void a_mail_is_shown_to_those_who_see_its_owner_only() {
        world.submit("bert@example.net");
        handOver();
        var id = list(World.VIEWER).get(0).id();
        assertThat(list(STRANGER)).isEmpty();
        assertThatThrownBy(() -> world.inbox(inbox -> inbox.find(STRANGER, id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.inbox(inbox -> inbox.preview(STRANGER, id, true)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.inbox(inbox -> inbox.raw(STRANGER, id))).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.inbox(inbox -> delete(inbox, STRANGER, id)))
                .isInstanceOf(NotFound.class);
        assertThat(list(World.VIEWER)).hasSize(1);
    }

    @Test
    void a_mail_without_our_message_is_shown_to_administrators() {
        var copy = world.submit("bert@example.net");
        world.messages.remove(copy);
        handOver();
        assertThat(list(World.VIEWER)).isEmpty();
        assertThat(list(STRANGER)).hasSize(1);
        var id = list(STRANGER).get(0).id();
        assertThatThrownBy(() -> world.inbox(inbox -> inbox.find(World.VIEWER, id)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void the_list_is_newest_first_and_pages_meet_without_gap_or_repeat() {
        for (var number = 0; number < 5; number++) {
            world.submit("bert" + number + "@example.net");
            handOver();
            // Two and two at the same time: then the id decides.
            world.pass(Duration.ofSeconds(number % 2));
        }
        var seen = new ArrayList<CapturedMail>();
        String cursor = null;
        do {
            var request = PageRequest.of(2, cursor);
            var page = world.inbox(inbox -> inbox.list(World.VIEWER, request));
            seen.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(seen).extracting(CapturedMail::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void a_mail_can_be_deleted() {
        world.submit("bert@example.net");
        handOver();
        var id = list(World.VIEWER).get(0).id();
        world.inbox(inbox -> delete(inbox, World.VIEWER, id));
        assertThat(list(World.VIEWER)).isEmpty();
    }

    @Test
    void mails_are_forgotten_after_a_week() {
        world.submit("bert@example.net");
        handOver();
        world.inbox(inbox -> forget(inbox, Duration.ofDays(7)));
        assertThat(list(World.VIEWER)).hasSize(1);
        world.inbox(inbox -> forget(inbox, Duration.ofDays(7).plusSeconds(1)));
        assertThat(list(World.VIEWER)).isEmpty();
    }

    private boolean forget(CapturedInbox inbox, Duration later) {
        while (inbox.forgetSome(world.now.plus(later))) {
            // until none is left
        }
        return true;
    }

    private static boolean delete(CapturedInbox inbox, Viewer viewer, String id) {
        inbox.delete(viewer, id);
        return true;
    }

    private List<CapturedMail> list(Viewer viewer) {
        return world.inbox(inbox -> inbox.list(viewer, PageRequest.first())).items();
    }

    private void handOver() {
        for (var claim : world.hand(hand -> hand.claim(Relay.ENVIRONMENT, 10))) {
            var mail = world.hand(hand -> hand.intent(claim, Relay.ENVIRONMENT));
            assertThat(mail).isEmpty();
        }
    }
}
