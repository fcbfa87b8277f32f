package org.tinypixel.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.UserId;
import org.tinypixel.classify.Classifier;

/**
 * A PostgreSQL with twenty thousand copies and people who see few or many of them, filled once for all tests that read how it carries out what is asked. Not how long that takes:
 * how many rows it looks at. A page that looks at a few hundred rows here looks at a few hundred among millions. What is changed is taken back.
 */
public final class LargeDatabase {
    private static final int COPIES = 20_000;

    /** Tables that nobody's path reads from one end to the other. */
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
            "captured_mail",
            "incoming_mail",
            "enrollment",
            "follow_up",
            "suppression",
            "tracking_opt_out");

    private static final long MOST_SORTED = 1000;

    private static final LargeDatabase ONE = new LargeDatabase();

    private final Plans plans = new Plans();
    private final TestDatabase database = TestDatabase.postgreSql(plans::before);
    private final Map<String, Viewer> people = new LinkedHashMap<>();

    private LargeDatabase() {
        try {
            ManyMails.fill(database.dataSource(), COPIES, Classifier.RULE_VERSION, step -> {});
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
        var owners = database
                .inTransaction(manager -> Rows.of(
                        manager.createNativeQuery(
                                "select owner_id from engagement group by owner_id order by count(*) desc, owner_id",
                                String.class),
                        String.class))
                .stream()
                .map(UserId::new)
                .toList();
        people.put("a salesperson", viewer(owners.subList(0, 1), Role.SALESPERSON));
        people.put("a manager", viewer(owners.subList(0, 30), Role.MANAGER));
        people.put("a director", viewer(owners.subList(0, 90), Role.MANAGER));
        people.put("a key that sees all", viewer(owners, Role.ADMINISTRATOR));
    }

    public static LargeDatabase one() {
        return ONE;
    }

    private static Viewer viewer(List<UserId> visible, Role role) {
        var address = EmailAddress.of("sam@sender.example");
        return new Viewer(visible.get(0), "Sam", address, Set.of(address), Set.of(role), new HashSet<>(visible), false);
    }

    /** Not to be closed. */
    public TestDatabase database() {
        return database;
    }

    /** By what they are: {@code a salesperson}, who sees one person's mails, {@code a manager} 30 people's, {@code a director} 90 people's. */
    public Viewer person(String who) {
        return Objects.requireNonNull(people.get(who), who);
    }

    /**
     * Everybody asks the same; what is looked at does not grow with what one may see.
     *
     * @param most rows that one statement may look at
     */
    public void everybody(String what, BiConsumer<EntityManager, Viewer> question, long most) {
        people.forEach((who, viewer) -> watch(what + " of " + who, manager -> question.accept(manager, viewer), most));
    }

    /** The same for work that nobody asks for. */
    public void watch(String what, Consumer<EntityManager> work, long most) {
        try (var manager = database.factory().createEntityManager()) {
            manager.getTransaction().begin();
            try {
                var seen = plans.of(() -> work.accept(manager));
                assertThat(seen).as(what).isNotEmpty().allSatisfy(plan -> check(what + ": " + plan, plan, most));
            } finally {
                manager.getTransaction().rollback();
            }
        }
    }

    private static void check(String what, Plans.Plan plan, long most) {
        assertThat(plan.scanned()).as(what).doesNotContainAnyElementsOf(LARGE);
        assertThat(plan.read()).as(what).isLessThanOrEqualTo(most);
        // All copies of the mails on a page are put into the order of their recipients, however many these are.
        if (!plan.query().contains("copy_number,")) {
            assertThat(plan.sorted()).as(what).isLessThanOrEqualTo(MOST_SORTED);
        }
    }
}
