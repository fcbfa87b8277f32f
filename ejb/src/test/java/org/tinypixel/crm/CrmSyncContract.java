package org.tinypixel.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.PageRequest;
import org.tinypixel.crm.CrmConnectorContract.Fault;
import org.tinypixel.database.TestDatabase;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.NewMessage;

/** What the feature promises on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrmSyncContract {
    private static final String BOB = "bob@example.org";

    private final TestDatabase database;
    private CrmWorld world;

    CrmSyncContract(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void empty() {
        database.transaction(manager ->
                manager.createNativeQuery("delete from crm_connection").executeUpdate());
        world = new CrmWorld(database);
        world.crm.knows(EmailAddress.of(BOB), "1");
    }

    @AfterAll
    void close() {
        database.close();
    }

    private List<DeliveryView> deliveries(String connection) {
        return world.facade(facade -> facade.deliveries(CrmWorld.salesperson(), connection, null, PageRequest.first())
                .items());
    }

    private ConnectionView view(String connection) {
        return world.facade(facade -> facade.get(CrmWorld.salesperson(), connection));
    }

    @Test
    void opens_of_one_mail_are_one_record_that_grows() {
        world.connect();
        var copy = world.sent(BOB);
        for (var opens = 1; opens <= 4; opens++) {
            world.opened(copy, opens);
            world.drain(20);
        }
        assertThat(world.crm.records())
                .extracting(ModelCrm.Stored::says)
                .containsExactlyInAnyOrder("Sent 10 Mar 2026 08:00 UTC", "Opened 4 times, last 10 Mar 2026 09:04 UTC");
    }

    @Test
    void ten_opens_cost_far_less_than_ten_writes() {
        world.connect();
        var copy = world.sent(BOB);
        world.drain(20);
        var before = world.crm.calls();
        for (var opens = 1; opens <= 10; opens++) {
            world.opened(copy, opens);
            world.plan();
            world.deliver(false);
            world.now = world.now.plusSeconds(3);
        }
        world.drain(20);
        assertThat(world.crm.calls() - before).isLessThanOrEqualTo(4);
        assertThat(world.crm.records()).anyMatch(record -> record.says().startsWith("Opened 10 times"));
    }

    @Test
    void a_mail_that_only_machines_loaded_is_no_open_in_the_crm() {
        world.connect();
        var copy = world.sent(BOB);
        world.opened(copy, 0);
        world.drain(20);
        assertThat(world.crm.records()).extracting(ModelCrm.Stored::says).containsExactly("Sent 10 Mar 2026 08:00 UTC");
    }

    @Test
    void an_open_that_turns_out_to_be_a_machine_is_taken_back_in_the_same_record() {
        world.connect();
        var copy = world.sent(BOB);
        world.opened(copy, 1);
        world.drain(20);
        world.opened(copy, 0);
        world.drain(20);
        assertThat(world.crm.records())
                .hasSize(2)
                .anyMatch(record -> record.says().equals("Not opened by a person"));
    }

    @Test
    void each_person_with_the_address_gets_the_record_once() {
        world.crm.knows(EmailAddress.of(BOB), "1", "2");
        world.connect();
        world.sent(BOB);
        world.drain(20);
        assertThat(world.crm.records()).extracting(ModelCrm.Stored::person).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void a_person_that_the_sender_named_wins_over_the_address() {
        world.connect("Our CRM");
        var copy = world.sent(BOB);
        world.named.put(copy, new NewMessage.CrmReference("Our CRM", "person", "77"));
        world.drain(20);
        assertThat(world.crm.records()).extracting(ModelCrm.Stored::person).containsExactly("77");
    }

    @Test
    void nobody_with_the_address_parks_the_record_until_somebody_has_it() {
        var connection = world.connect();
        world.sent("new@example.org");
        world.drain(3);
        assertThat(deliveries(connection)).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(DeliveryView.State.PARKED);
            assertThat(delivery.lastError()).contains("new@example.org");
        });
        world.crm.knows(EmailAddress.of("new@example.org"), "9");
        world.drain(10);
        assertThat(world.crm.records()).extracting(ModelCrm.Stored::person).containsExactly("9");
    }

    @Test
    @Tag("C5")
    void a_write_that_fails_for_certain_becomes_a_dead_letter_that_can_be_replayed() {
        var connection = world.connect();
        world.sent(BOB);
        world.plan();
        world.crm.next(Fault.BROKEN, Fault.BROKEN, Fault.BROKEN, Fault.BROKEN, Fault.BROKEN);
        world.drain(20);
        assertThat(view(connection).dead()).isEqualTo(1);
        var dead = deliveries(connection).get(0);
        assertThat(dead.state()).isEqualTo(DeliveryView.State.DEAD);
        assertThat(dead.lastError()).contains("500");
        world.crm.heal();
        world.facade(facade -> facade.replay(CrmWorld.salesperson(), connection, dead.id()));
        world.drain(5);
        assertThat(world.crm.records()).hasSize(1);
        assertThat(deliveries(connection).get(0).state()).isEqualTo(DeliveryView.State.DONE);
    }

    @Test
    void a_refused_password_is_tried_once_and_the_connection_waits_for_a_person() {
        var connection = world.connect();
        world.crm.refusesPassword(true);
        world.sent(BOB);
        world.plan();
        world.deliver(false);
        var calls = world.crm.calls();
        world.sent("more@example.org");
        world.drain(6);
        assertThat(world.crm.calls()).isEqualTo(calls);
        assertThat(view(connection).state()).isEqualTo(ConnectionState.NEEDS_SIGN_IN);
        world.crm.refusesPassword(false);
        assertThat(world.facade(facade -> facade.test(CrmWorld.administrator(), connection))
                        .ok())
                .isTrue();
        world.plan();
        world.deliver(false);
        assertThat(world.crm.records()).hasSize(1);
        assertThat(view(connection).state()).isEqualTo(ConnectionState.OK);
    }

    @Test
    void a_crm_that_is_busy_gets_the_pause_it_asked_for() {
        var connection = world.connect();
        world.sent(BOB);
        world.plan();
        world.crm.next(Fault.BUSY);
        world.deliver(false);
        assertThat(view(connection).state()).isEqualTo(ConnectionState.PAUSED);
        var calls = world.crm.calls();
        world.now = world.now.plus(Duration.ofSeconds(110));
        world.deliver(false);
        assertThat(world.crm.calls()).isEqualTo(calls);
        world.now = world.now.plus(Duration.ofSeconds(11));
        world.deliver(false);
        assertThat(world.crm.records()).hasSize(1);
    }

    @Test
    @Tag("C6")
    void a_record_that_people_deleted_is_made_again_only_when_asked() {
        var connection = world.connect();
        var copy = world.sent(BOB);
        world.opened(copy, 1);
        world.drain(20);
        world.crm.records().forEach(record -> world.crm.deletedByHand(record.id()));
        world.opened(copy, 2);
        world.drain(20);
        world.opened(copy, 3);
        world.drain(20);
        assertThat(world.crm.records()).isEmpty();
        var opened = deliveries(connection).stream()
                .filter(delivery -> delivery.text().startsWith("Opened"))
                .findFirst()
                .orElseThrow();
        world.facade(facade -> facade.replay(CrmWorld.administrator(), connection, opened.id()));
        world.drain(20);
        assertThat(world.crm.records())
                .extracting(ModelCrm.Stored::says)
                .containsExactly("Opened 3 times, last 10 Mar 2026 09:03 UTC");
    }

    @Test
    void an_administrator_without_sight_of_the_mail_sees_the_delivery_but_not_whom_it_is_about() {
        var connection = world.connect();
        world.sent(BOB);
        world.drain(10);
        var seen = world.facade(
                facade -> facade.deliveries(CrmWorld.administrator(), connection, null, PageRequest.first())
                        .items());
        assertThat(seen).singleElement().satisfies(delivery -> {
            assertThat(delivery.person()).isNull();
            assertThat(delivery.subject()).isNull();
        });
        assertThat(deliveries(connection)).extracting(DeliveryView::person).containsExactly(BOB);
    }

    @Test
    void a_wrong_password_is_refused_when_saving_and_the_last_good_one_stays() {
        var connection = world.connect();
        var wrong = new ConnectionDraft(null, "Renamed", Map.of("url", "https://crm.example.com", "password", "wrong"));
        assertThatThrownBy(() -> world.facade(facade -> facade.update(CrmWorld.administrator(), connection, wrong)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused -> assertThat(refused.errors())
                                .extracting(Invalid.FieldError::field, Invalid.FieldError::message)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                                        "fields.password", "The model says no. Type the right one.")));
        assertThat(view(connection).name()).isEqualTo("Our CRM");
        world.sent(BOB);
        world.drain(10);
        assertThat(world.crm.records()).hasSize(1);
    }

    @Test
    void secrets_are_never_given_back_and_not_readable_in_the_database() {
        var connection = world.connect();
        assertThat(view(connection).fields().get("password")).isEqualTo(new ConnectionView.FieldView(null, true));
        String stored = world.database.inTransaction(manager ->
                (String) manager.createNativeQuery("select concat(fields, secrets) from crm_connection", String.class)
                        .getSingleResult());
        assertThat(stored).contains("crm.example.com").doesNotContain("right");
    }

    @Test
    @Tag("Z1")
    void a_lost_key_stops_only_that_connection_and_says_what_to_do() {
        var connection = world.connect();
        world.secrets = List.of(new Settings.Secret(8, "another secret of more than 32 characters"));
        world.sent(BOB);
        world.drain(3);
        assertThat(view(connection).state()).isEqualTo(ConnectionState.NEEDS_SIGN_IN);
        assertThat(view(connection).stateText()).contains("enter the password again");
    }

    @Test
    void only_administrators_change_connections() {
        var connection = world.connect();
        assertThatThrownBy(() -> world.facade(facade -> {
                    facade.delete(CrmWorld.salesperson(), connection);
                    return 0;
                }))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void what_waits_for_a_deleted_connection_is_dropped() {
        var connection = world.connect();
        world.sent(BOB);
        world.plan();
        world.facade(facade -> {
            facade.delete(CrmWorld.administrator(), connection);
            return 0;
        });
        world.drain(5);
        assertThat(world.crm.records()).isEmpty();
        assertThat(world.outbox.next()).isEmpty();
    }

    /** Any loss, repetition, reordering and crash between the call and its record ends in the same CRM. */
    @Test
    @Tag("C1")
    void whatever_goes_wrong_on_the_way_the_crm_ends_with_the_state_of_now_once() {
        for (var seed = 0; seed < 25; seed++) {
            converges(new Random(seed), seed);
        }
    }

    private void converges(Random random, int seed) {
        var connection = world.connect("Run " + seed);
        var faults = List.of(Fault.values());
        var before = new HashSet<>(world.crm.records());
        var opens = new HashMap<CopyId, Integer>();
        for (var step = 0; step < 30; step++) {
            switch (random.nextInt(6)) {
                case 0 -> opens.put(world.sent(BOB), 0);
                case 1 ->
                    opens.keySet().stream()
                            .skip(random.nextInt(opens.size() + 1))
                            .findFirst()
                            .ifPresent(copy -> {
                                opens.merge(copy, 1, Integer::sum);
                                world.opened(copy, opens.get(copy));
                            });
                case 2 -> world.crm.next(faults.get(random.nextInt(faults.size())));
                case 3 -> world.plan();
                case 4 -> world.deliver(random.nextBoolean());
                default -> world.now = world.now.plusSeconds(random.nextInt(120));
            }
        }
        world.crm.heal();
        world.drain(400);
        var made = world.crm.records().stream()
                .filter(record -> before.stream().noneMatch(old -> old.id().equals(record.id())))
                .toList();
        var expected = opens.size()
                + opens.values().stream().filter(count -> count > 0).count();
        assertThat(made).as("seed %d", seed).hasSize((int) expected);
        assertThat(made).extracting(ModelCrm.Stored::key).doesNotHaveDuplicates();
        opens.values().stream()
                .filter(count -> count > 1)
                .forEach(count -> assertThat(made)
                        .as("seed %d", seed)
                        .anyMatch(record -> record.says().startsWith("Opened " + count + " times")));
        assertThat(view(connection).dead() + view(connection).backlog())
                .as("seed %d", seed)
                .isZero();
        world.facade(facade -> {
            facade.delete(CrmWorld.administrator(), connection);
            return 0;
        });
    }
}
