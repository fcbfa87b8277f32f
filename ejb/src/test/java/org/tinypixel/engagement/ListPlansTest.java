package org.tinypixel.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;
import org.tinypixel.database.ManyMails;
import org.tinypixel.database.Plans;
import org.tinypixel.database.Rows;
import org.tinypixel.database.TestDatabase;

/**
 * How PostgreSQL carries out what screens ask for, on twenty thousand copies. Not how long it takes: how many rows it looks at. A page that looks at a few hundred rows here
 * looks at a few hundred among millions.
 */
@Tag("B6")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ListPlansTest {
    private static final int COPIES = 20_000;
    private static final PageRequest PAGE = PageRequest.first();
    private static final Set<String> LARGE = Set.of(
            "engagement",
            "evidence",
            "timeline_entry",
            "hit",
            "message",
            "message_copy",
            "recipient",
            "search_word",
            "outgoing_mail",
            "enrollment",
            "follow_up");

    private final Plans plans = new Plans();
    private final TestDatabase database = TestDatabase.postgreSql(plans::before);
    private final World world = new World(database);
    private Viewer salesperson;
    private Viewer manager;
    private Viewer director;

    @BeforeAll
    void fill() throws SQLException {
        ManyMails.fill(database.dataSource(), COPIES, Classifier.RULE_VERSION, step -> {});
        var owners = owners("select owner_id from engagement group by owner_id order by count(*) desc, owner_id");
        salesperson = viewer(owners.subList(0, 1));
        manager = viewer(owners.subList(0, 30));
        director = viewer(owners.subList(0, 90));
    }

    @AfterAll
    void close() {
        world.close();
    }

    private List<UserId> owners(String query) {
        return database
                .inTransaction(manager -> Rows.of(manager.createNativeQuery(query, String.class), String.class))
                .stream()
                .map(UserId::new)
                .toList();
    }

    private static Viewer viewer(List<UserId> visible) {
        var address = EmailAddress.of("sam@sender.example");
        return new Viewer(
                visible.get(0),
                "Sam",
                address,
                Set.of(address),
                Set.of(Role.SALESPERSON),
                new HashSet<>(visible),
                false);
    }

    /** Everybody asks the same; what a page looks at does not grow with what one may see. */
    private void all(String what, java.util.function.BiConsumer<Histories, Viewer> question, long most) {
        Map<String, Viewer> people = new LinkedHashMap<>();
        people.put("a salesperson", salesperson);
        people.put("a manager", manager);
        people.put("a director", director);
        people.forEach((who, viewer) -> {
            var seen = plans.of(() -> world.run(beans -> question.accept(beans.histories(), viewer)));
            assertThat(seen).as("%s of %s", what, who).isNotEmpty();
            assertThat(seen).allSatisfy(plan -> {
                assertThat(plan.scanned()).as("%s of %s: %s", what, who, plan).doesNotContainAnyElementsOf(LARGE);
                assertThat(plan.read()).as("%s of %s: %s", what, who, plan).isLessThanOrEqualTo(most);
                // All copies of the mails on a page are put into the order of their recipients, however many these are.
                if (!plan.query().contains("copy_number,")) {
                    assertThat(plan.sorted())
                            .as("%s of %s: %s", what, who, plan)
                            .isLessThanOrEqualTo(1000);
                }
            });
        });
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
        var copy = new CopyId(database.inTransaction(manager -> Rows.of(
                        manager.createNativeQuery(
                                        "select copy_id from engagement where owner_id = :owner and shown = 'opened' fetch first 1 rows only",
                                        String.class)
                                .setParameter("owner", salesperson.id().value()),
                        String.class))
                .get(0));
        var message = world.state(copy).message().value();
        all("one mail", (histories, viewer) -> histories.message(viewer, message), 400);
        all("its events", (histories, viewer) -> histories.events(viewer, message, PAGE), 2000);
    }

    @Test
    void every_person_has_mails_so_that_the_plans_mean_something() {
        var names = List.of(salesperson, manager, director).stream()
                .map(viewer -> Integer.toString(viewer.visible().size()))
                .collect(Collectors.joining(" "));
        assertThat(names).isEqualTo("1 30 90");
        assertThat(world.with(beans -> beans.histories().messages(salesperson, MessageFilter.any(), PAGE))
                        .next())
                .isNotNull();
    }
}
