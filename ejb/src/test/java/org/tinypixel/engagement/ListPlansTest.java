package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tinypixel.access.PerOwner;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.PageRequest;
import org.tinypixel.classify.Classifier;
import org.tinypixel.database.LargeDatabase;
import org.tinypixel.database.Rows;

/** How mails, contacts and their histories are read, and what is done with old ones. */
@Tag("B6")
final class ListPlansTest {
    private static final PageRequest PAGE = PageRequest.first();

    private final LargeDatabase large = LargeDatabase.one();
    private final World world = new World(large.database());

    private void all(String what, BiConsumer<Histories, Viewer> question, long most) {
        large.everybody(what, (manager, viewer) -> question.accept(world.new Beans(manager).histories(), viewer), most);
    }

    private void mails(String what, MessageFilter filter, long most) {
        all(what, (histories, viewer) -> histories.messages(viewer, filter, PAGE), most);
    }

    private static MessageFilter filter(
            Instant from,
            Instant to,
            String sender,
            String recipient,
            String campaign,
            String template,
            String status,
            String q) {
        return new MessageFilter(from, to, sender, null, recipient, campaign, template, status, q);
    }

    @Test
    void the_first_page_and_later_pages_of_mails() {
        mails("the first page", MessageFilter.any(), 8000);
        all(
                "a later page",
                (histories, viewer) -> {
                    var mark = new PageRequest.Mark(Instant.parse("2025-03-01T00:00:00Z"), "A");
                    histories.messages(viewer, MessageFilter.any(), new PageRequest(50, mark));
                },
                8000);
    }

    @Test
    void mails_of_a_period() {
        var from = Instant.parse("2024-09-01T00:00:00Z");
        var to = Instant.parse("2024-09-08T00:00:00Z");
        mails("a week long ago", filter(from, to, null, null, null, null, null, null), 8000);
    }

    @Test
    void mails_of_a_sender_to_a_recipient_of_a_campaign_and_of_a_template() {
        mails("a sender", filter(null, null, "person3@sender.example", null, null, null, null, null), 8000);
        mails("a recipient", filter(null, null, null, "contact3@customer3.example", null, null, null, null), 8000);
        mails("a campaign", filter(null, null, null, null, "Campaign 7", null, null, null), 8000);
        mails("a template", filter(null, null, null, null, null, "Template 6", null, null), 8000);
    }

    @Test
    void mails_with_a_status() {
        mails("not seen", filter(null, null, null, null, null, null, "not-seen", null), 8000);
        mails("bounced", filter(null, null, null, null, null, null, "bounced", null), 8000);
    }

    @Test
    void mails_with_words() {
        // Each mail of a portion is asked for all its words.
        mails("a frequent word", filter(null, null, null, null, null, null, null, "contact"), 20_000);
        mails(
                "a frequent word and a rare one",
                filter(null, null, null, null, null, null, null, "contact p4711"),
                8000);
        mails("a rare word", filter(null, null, null, null, null, null, null, "p4711"), 4000);
        mails("a word that is nowhere", filter(null, null, null, null, null, null, null, "zebra"), 4000);
        mails("a part of an address", filter(null, null, null, "customer33.ex", null, null, null, null), 8000);
    }

    @Test
    void contacts_and_their_timelines() {
        all("the contacts", (histories, viewer) -> histories.contacts(viewer, null, PAGE), 12_000);
        all("contacts by a frequent word", (histories, viewer) -> histories.contacts(viewer, "contact", PAGE), 12_000);
        all("contacts by a rare word", (histories, viewer) -> histories.contacts(viewer, "name4711", PAGE), 12_000);
        all("contacts by two words", (histories, viewer) -> histories.contacts(viewer, "ada customer33", PAGE), 12_000);
        all(
                "contacts by a word of many subjects",
                (histories, viewer) -> histories.contacts(viewer, "offer", PAGE),
                12_000);
        all(
                "contacts by a word that is nowhere",
                (histories, viewer) -> histories.contacts(viewer, "zebra", PAGE),
                4000);
        all(
                "a timeline",
                (histories, viewer) -> histories.timeline(viewer, EmailAddress.of("contact3@customer3.example"), PAGE),
                3000);
    }

    @Test
    void one_mail_and_its_events() {
        var copy = new CopyId(large.database()
                .inTransaction(manager -> Rows.of(
                        manager.createNativeQuery(
                                        "select copy_id from engagement where owner_id = :owner and shown = 'opened' fetch first 1 rows only",
                                        String.class)
                                .setParameter(
                                        "owner",
                                        large.person("a salesperson").id().value()),
                        String.class))
                .get(0));
        var message = world.state(copy).message().value();
        all("one mail", (histories, viewer) -> histories.message(viewer, message), 400);
        all("its events", (histories, viewer) -> histories.events(viewer, message, PAGE), 2000);
    }

    @Test
    void every_person_has_mails_so_that_the_plans_mean_something() {
        for (var who : List.of("a salesperson", "a manager", "a director", "a key that sees all")) {
            var page = world.with(beans -> beans.histories().messages(large.person(who), MessageFilter.any(), PAGE));
            assertThat(page.next()).as(who).isNotNull();
        }
        assertThat(large.person("a director").visible()).hasSizeGreaterThan(PerOwner.MOST);
    }

    @Test
    void copies_that_older_rules_judged_are_found_one_portion_after_the_other() {
        large.watch(
                "a portion",
                manager -> {
                    var queries = world.new Beans(manager).queries;
                    assertThat(queries.someJudgedBefore(Classifier.RULE_VERSION + 1, 100))
                            .hasSize(100);
                    assertThat(queries.someJudgedBefore(Classifier.RULE_VERSION, 100))
                            .isEmpty();
                },
                100);
    }

    @Test
    void the_time_of_hits_ends_for_some_copies_at_once() {
        large.watch(
                "a portion",
                manager -> assertThat(world.new Beans(manager).oldHits().settleSome(World.NINE))
                        .isTrue(),
                5000);
    }
}
