package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tinypixel.engagement.World.NINE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.TeamId;
import org.tinypixel.base.UserId;
import org.tinypixel.database.TestDatabase;

/** What lists promise on every database. Every test has owners of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HistoriesContract {
    private final World world;
    private final UserId sam = UserId.next();
    private final UserId kim = UserId.next();
    private final Viewer asSam = World.viewer(sam);

    HistoriesContract(TestDatabase database) {
        world = new World(database);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void mails_come_newest_first_page_by_page_each_once() {
        for (var number = 0; number < 7; number++) {
            // Two mails of one instant: the id decides.
            world.mail(sam, "Paging " + number, NINE.plusSeconds(number / 2), "ada@example.com", "bob@example.com");
        }
        var all = everyPage(cursor ->
                world.with(beans -> beans.histories().messages(asSam, subject("paging"), PageRequest.of(2, cursor))));
        assertThat(all).hasSize(7).doesNotHaveDuplicates();
        assertThat(all).extracting(MessageView::createdAt).isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(all)
                .allSatisfy(mail -> assertThat(mail.copies())
                        .extracting(copy -> copy.recipient().email())
                        .containsExactly("ada@example.com", "bob@example.com"));
    }

    @Test
    void a_foreign_mail_is_as_if_it_were_not_there() {
        var copy = world.mail(kim, "Foreign", NINE, "ada@example.com").get(0);
        var id = world.state(copy).message().value();
        assertThat(messages(asSam, subject("foreign"))).isEmpty();
        assertThatThrownBy(() -> world.with(beans -> beans.histories().message(asSam, id)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.with(beans -> beans.histories().events(asSam, id, PageRequest.first())))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> world.with(beans -> beans.histories().message(asSam, "no id")))
                .isInstanceOf(NotFound.class);
        var manager = World.viewer(sam, kim);
        assertThat(messages(manager, subject("foreign"))).hasSize(1);
        assertThat(world.with(beans -> beans.histories().message(manager, id)).messageIdHeader())
                .isEqualTo(id + "@sender.example");
    }

    @Test
    void filters_narrow_the_list_and_their_signs_mean_themselves() {
        var copy =
                world.mail(sam, "100% sure_thing", NINE, "carol@filter.example").get(0);
        world.mail(sam, "100 sure things", NINE.plusSeconds(60), "dave@filter.example");
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3600), null);
        world.hits(List.of(Hits.open(copy, "person", NINE.plusSeconds(4000))));

        assertThat(subjects(subject("100% SURE_"))).containsExactly("100% sure_thing");
        assertThat(subjects(filter(null, "opened", null)))
                .contains("100% sure_thing")
                .doesNotContain("100 sure things");
        assertThat(subjects(filter("carol@filter.example", null, null))).containsExactly("100% sure_thing");
        assertThat(subjects(filter("filter.exam", null, null))).containsExactly("100 sure things", "100% sure_thing");
        // By the time of sending once it was sent.
        var late =
                new MessageFilter(NINE.plusSeconds(3600), null, null, null, "filter.example", null, null, null, null);
        assertThat(subjects(late)).containsExactly("100% sure_thing");
        var early =
                new MessageFilter(null, NINE.plusSeconds(3600), null, null, "filter.example", null, null, null, null);
        assertThat(subjects(early)).containsExactly("100 sure things");
        assertThatThrownBy(() -> subjects(filter(null, "read", null))).isInstanceOf(Invalid.class);
    }

    @Test
    void a_search_finds_what_begins_a_word_of_the_subject_or_of_a_recipients_address_or_name() {
        world.mail(sam, "Quarterly Überblick", NINE, "zoe.winter@search.example");
        world.mail(sam, "Unquarterly", NINE.plusSeconds(1), "max@search.example");
        assertThat(subjects(subject("QUART"))).containsExactly("Quarterly Überblick");
        assertThat(subjects(subject("über winter"))).containsExactly("Quarterly Überblick");
        assertThat(subjects(subject("winter@search"))).containsExactly("Quarterly Überblick");
        assertThat(subjects(subject("qu ov"))).isEmpty();
        assertThat(subjects(subject("zo"))).containsExactly("Quarterly Überblick");
        assertThat(subjects(subject("quarterly max"))).isEmpty();
        assertThat(messages(World.viewer(kim), subject("quart"))).isEmpty();
    }

    @Test
    void mails_from_before_searches_had_words_are_found_once_the_sweep_saw_them() {
        world.mail(sam, "Backthen one", NINE, "ada@example.com");
        world.mail(sam, "Backthen two", NINE.plusSeconds(1), "ada@example.com");
        world.database.transaction(manager -> {
            manager.createNativeQuery("delete from search_word where word = 'backthen'")
                    .executeUpdate();
            manager.createNativeQuery("delete from search_word where message_id in"
                            + " (select message_id from engagement where subject = 'Backthen two')")
                    .executeUpdate();
            manager.createNativeQuery(
                            "update search_progress set before_at = timestamp with time zone '9999-01-01 00:00:00+00'")
                    .executeUpdate();
        });
        assertThat(subjects(subject("backthen"))).isEmpty();
        var portions = 0;
        while (world.with(World.Beans::moreOldWords)) {
            portions++;
        }
        assertThat(portions).isPositive();
        assertThat(subjects(subject("backthen")))
                .as("what has words is left alone")
                .containsExactly("Backthen two");
        assertThat(world.with(World.Beans::moreOldWords)).isFalse();
    }

    @Test
    void a_managers_list_is_put_together_from_the_team_page_by_page() {
        var people = List.of(UserId.next(), UserId.next(), UserId.next());
        for (var number = 0; number < 12; number++) {
            world.mail(people.get(number * 7 % 3), "Team " + number, NINE.plusSeconds(number), "ada@team.example");
        }
        var manager = World.viewer(people.get(0), people.get(1), people.get(2));
        var all = everyPage(cursor -> world.with(
                beans -> beans.histories().messages(manager, MessageFilter.any(), PageRequest.of(5, cursor))));
        assertThat(all)
                .extracting(MessageView::createdAt)
                .hasSize(12)
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        var contacts = everyPage(cursor ->
                world.with(beans -> beans.histories().contacts(manager, null, PageRequest.of(1, cursor))));
        assertThat(contacts).singleElement().satisfies(contact -> {
            assertThat(contact.mails()).isEqualTo(12);
            assertThat(contact.lastAt()).isEqualTo(NINE.plusSeconds(11));
        });
    }

    @Test
    void somebody_who_sees_more_people_than_are_read_one_by_one_gets_the_same_list() {
        var owner = UserId.next();
        for (var number = 0; number < 3; number++) {
            world.mail(owner, "Crowd " + number, NINE.plusSeconds(number), "crowd" + number + "@example.com");
        }
        var others = new UserId[200];
        Arrays.setAll(others, number -> UserId.next());
        var director = World.viewer(owner, others);
        var all = everyPage(cursor -> world.with(
                beans -> beans.histories().messages(director, MessageFilter.any(), PageRequest.of(2, cursor))));
        assertThat(all).extracting(MessageView::subject).containsExactly("Crowd 2", "Crowd 1", "Crowd 0");
        var contacts = everyPage(cursor ->
                world.with(beans -> beans.histories().contacts(director, null, PageRequest.of(2, cursor))));
        assertThat(contacts)
                .extracting(ContactView::email)
                .containsExactly("crowd2@example.com", "crowd1@example.com", "crowd0@example.com");
    }

    @Test
    void a_team_is_its_members_as_far_as_one_sees_them() {
        var team = TeamId.next();
        world.teams.put(team, Set.of(kim));
        world.mail(kim, "Of the team", NINE, "ada@example.com");
        world.mail(sam, "Not of the team", NINE, "ada@example.com");
        assertThat(messages(World.viewer(sam, kim), filter(null, null, team.value())))
                .extracting(MessageView::subject)
                .contains("Of the team")
                .doesNotContain("Not of the team");
        assertThat(messages(asSam, filter(null, null, team.value()))).isEmpty();
    }

    @Test
    void events_of_a_mail_come_oldest_first_with_verdict_device_place_and_link() {
        var copy = world.mail(sam, "Events", NINE, "ada@example.com").get(0);
        world.delivery(copy, DeliveryStatus.SENT, NINE.plusSeconds(3), "250 queued");
        world.hits(List.of(
                Hits.click(copy, 0, "person", NINE.plusSeconds(700)),
                Hits.open(copy, "scanner", NINE.plusSeconds(4)),
                Hits.open(copy, "person", NINE.plusSeconds(600))));
        var id = world.state(copy).message().value();
        var events = everyPage(cursor ->
                world.with(beans -> beans.histories().events(asSam, id, PageRequest.of(2, cursor))));
        assertThat(events).extracting(EventView::type).containsExactly("queued", "sent", "open", "open", "click");
        var click = events.get(4);
        assertThat(click.link()).isEqualTo("https://example.com/prices");
        assertThat(click.place()).isEqualTo("Germany");
        assertThat(click.device().kind()).isEqualTo("phone");
        assertThat(click.recipient()).isEqualTo("ada@example.com");
        assertThat(events.get(1).verdict()).isNull();
        assertThat(events.get(1).reason()).isEqualTo("250 queued");
    }

    @Test
    void contacts_come_with_what_happened_last_and_only_from_mails_that_one_sees() {
        var owner = UserId.next();
        var viewer = World.viewer(owner);
        for (var number = 0; number < 5; number++) {
            world.mail(owner, "Hello", NINE.plusSeconds(number), "contact" + number + "@list.example");
        }
        var last = world.mail(owner, "Again", NINE.plusSeconds(10), "contact1@list.example")
                .get(0);
        world.delivery(last, DeliveryStatus.SENT, NINE.plusSeconds(11), null);
        world.hits(List.of(Hits.open(last, "person", NINE.plusSeconds(500))));
        world.mail(kim, "Foreign", NINE.plusSeconds(900), "contact2@list.example");

        var contacts = everyPage(cursor ->
                world.with(beans -> beans.histories().contacts(viewer, null, PageRequest.of(2, cursor))));
        assertThat(contacts)
                .extracting(ContactView::email)
                .containsExactly(
                        "contact1@list.example",
                        "contact4@list.example",
                        "contact3@list.example",
                        "contact2@list.example",
                        "contact0@list.example");
        assertThat(contacts.get(0).mails()).isEqualTo(2);
        assertThat(contacts.get(0).lastStatus()).isEqualTo("opened");
        assertThat(contacts.get(0).lastStatusLabel()).isEqualTo("Opened");
        assertThat(contacts.get(0).lastAt()).isEqualTo(NINE.plusSeconds(500));
        var found = world.with(beans -> beans.histories().contacts(viewer, "CONTACT3", PageRequest.first()));
        assertThat(found.items()).hasSize(1);
    }

    @Test
    void a_contacts_timeline_runs_over_all_mails_that_one_sees_newest_first() {
        var owner = UserId.next();
        var viewer = World.viewer(owner);
        var who = EmailAddress.of("timeline@example.com");
        var first = world.mail(owner, "First", NINE, who.value()).get(0);
        var second =
                world.mail(owner, "Second", NINE.plusSeconds(100), who.value()).get(0);
        world.mail(kim, "Foreign", NINE.plusSeconds(50), who.value());
        world.hits(List.of(
                Hits.open(first, "person", NINE.plusSeconds(200)),
                Hits.open(second, "scanner", NINE.plusSeconds(150))));
        var lines = everyPage(cursor ->
                world.with(beans -> beans.histories().timeline(viewer, who, PageRequest.of(1, cursor))));
        assertThat(lines)
                .extracting(line -> line.subject() + " " + line.type())
                .containsExactly("First open", "Second open", "Second queued", "First queued");
        var nobody = world.with(
                beans -> beans.histories().timeline(asSam, EmailAddress.of("nobody@example.com"), PageRequest.first()));
        assertThat(nobody.items()).isEmpty();
    }

    @Test
    void report_rows_come_by_the_time_of_sending_without_tests_and_foreign_mails() {
        var owner = UserId.next();
        var late = world.mail(owner, "Late", NINE, "ada@example.com").get(0);
        var early = world.mail(owner, "Early", NINE.plusSeconds(60), "ada@example.com")
                .get(0);
        world.delivery(late, DeliveryStatus.SENT, NINE.plusSeconds(7200), null);
        world.delivery(early, DeliveryStatus.SENT, NINE.plusSeconds(61), null);
        world.mail(kim, "Foreign", NINE, "ada@example.com");
        var any = new Engagements.CopyFilter(null, null, null, null, null, null, null);
        assertThat(rows(World.viewer(owner), any)).containsExactly("Early", "Late");
        var person = new Engagements.CopyFilter(null, null, null, owner.value(), null, null, null);
        assertThat(rows(World.viewer(sam, owner), person)).containsExactly("Early", "Late");
        var spring = new Engagements.CopyFilter(null, NINE.plusSeconds(7200), null, null, "spring", null, null);
        assertThat(rows(World.viewer(owner), spring)).containsExactly("Early");
        var autumn = new Engagements.CopyFilter(null, null, null, null, "autumn", null, null);
        assertThat(rows(World.viewer(owner), autumn)).isEmpty();
    }

    @Test
    void live_changes_are_forgotten_after_a_while() {
        var owner = UserId.next();
        world.mail(owner, "Live", NINE, "ada@example.com");
        var kept = world.database.inTransaction(
                manager -> World.liveChanges(manager).forget(NINE));
        assertThat(kept).isZero();
        assertThat(world.live()).isNotEmpty();
        world.database.transaction(manager -> World.liveChanges(manager).forget(NINE.plusSeconds(1)));
        assertThat(world.live()).isEmpty();
    }

    private List<String> rows(Viewer viewer, Engagements.CopyFilter filter) {
        return world.with(beans -> {
            try (var rows = beans.engagements().rows(viewer, filter)) {
                return rows.map(CopyState::subject).toList();
            }
        });
    }

    private List<MessageView> messages(Viewer viewer, MessageFilter filter) {
        return world.with(beans -> beans.histories().messages(viewer, filter, PageRequest.first()))
                .items();
    }

    private List<String> subjects(MessageFilter filter) {
        return messages(asSam, filter).stream().map(MessageView::subject).toList();
    }

    private static MessageFilter subject(String q) {
        return new MessageFilter(null, null, null, null, null, null, null, null, q);
    }

    private static MessageFilter filter(String recipient, String status, String team) {
        return new MessageFilter(null, null, null, team, recipient, null, null, status, null);
    }

    private static <T> List<T> everyPage(Function<String, Page<T>> read) {
        var all = new ArrayList<T>();
        String cursor = null;
        do {
            var page = read.apply(cursor);
            all.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        return all;
    }
}
