package org.tinypixel.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.tinypixel.access.Sessions.Outcome;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.database.TestDatabase;

/** The same promises on both databases; each test uses people of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccessTest {
    private static final Client DESK = new Client("192.0.2.7", "Browser/1");
    private static final String PASSWORD = "correct horse battery";

    private TestDatabase database;
    private Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private Viewer administrator;

    abstract TestDatabase open();

    static final class H2Test extends AccessTest {
        @Override
        TestDatabase open() {
            return TestDatabase.h2();
        }
    }

    static final class PostgreSqlTest extends AccessTest {
        @Override
        TestDatabase open() {
            return TestDatabase.postgreSql();
        }
    }

    @BeforeAll
    void two_set_ups_at_once_make_one_administrator() throws Exception {
        database = open();
        var first = new NewUser("Anna", "anna@example.com", PASSWORD, null, null);
        var second = new NewUser("Eve", "eve@example.com", PASSWORD, null, null);
        var pool = Executors.newFixedThreadPool(2);
        try {
            var results = new ArrayList<Future<Outcome.SignedIn>>();
            for (var user : List.of(first, second)) {
                Callable<Outcome.SignedIn> setUp = () -> sessions(sessions -> sessions.setUp(user, DESK));
                results.add(pool.submit(setUp));
            }
            var made = 0;
            for (var result : results) {
                try {
                    administrator = result.get().viewer();
                    made++;
                } catch (java.util.concurrent.ExecutionException refused) {
                    assertThat(refused).hasCauseInstanceOf(Conflict.class);
                }
            }
            assertThat(made).isEqualTo(1);
        } finally {
            pool.shutdown();
        }
        assertThat(this.<Boolean>sessions(Sessions::setUpNeeded)).isFalse();
    }

    @AfterAll
    void close() {
        database.close();
    }

    private <T> T sessions(Function<Sessions, T> work) {
        return database.inTransaction(manager -> {
            var sessions = new Sessions();
            sessions.database = manager;
            sessions.viewers = new Viewers(manager);
            sessions.audit = new Audit(manager);
            sessions.clock = source();
            return work.apply(sessions);
        });
    }

    private <T> T administration(Function<Administration, T> work) {
        return database.inTransaction(manager -> work.apply(administration(manager)));
    }

    private Administration administration(EntityManager manager) {
        var administration = new Administration();
        administration.database = manager;
        administration.viewers = new Viewers(manager);
        administration.audit = new Audit(manager);
        administration.clock = source();
        return administration;
    }

    private InstantSource source() {
        return () -> now;
    }

    private Optional<Viewer> bySession(String token) {
        return sessions(sessions -> sessions.bySession(token));
    }

    private Optional<Viewer> byKey(String key) {
        return sessions(sessions -> sessions.byApiKey(key));
    }

    private Outcome attempt(String address, String password) {
        return sessions(sessions -> sessions.signIn(address, password, DESK));
    }

    private User add(String address, Role role, List<String> teams) {
        return administration(
                all -> all.add(administrator, new NewUser("Somebody", address, PASSWORD, List.of(role), teams)));
    }

    private Viewer signIn(String address) {
        return ((Outcome.SignedIn) attempt(address, PASSWORD)).viewer();
    }

    @Test
    void the_right_password_opens_a_session_and_signing_out_ends_it() {
        add("bob@example.com", Role.SALESPERSON, null);
        var in = (Outcome.SignedIn) attempt("BOB@example.com", PASSWORD);
        assertThat(bySession(in.token())).contains(in.viewer());
        sessions(sessions -> {
            sessions.signOut(in.token());
            return "";
        });
        assertThat(bySession(in.token())).isEmpty();
    }

    @Test
    void a_session_ends_by_itself() {
        add("carl@example.com", Role.SALESPERSON, null);
        var in = (Outcome.SignedIn) attempt("carl@example.com", PASSWORD);
        var before = now;
        now = now.plus(Sessions.LENGTH).plusSeconds(1);
        assertThat(bySession(in.token())).isEmpty();
        now = before;
    }

    @Test
    void an_unknown_address_and_a_wrong_password_read_the_same() {
        add("dora@example.com", Role.SALESPERSON, null);
        var wrong = attempt("dora@example.com", "something else");
        assertThat(wrong).isEqualTo(attempt("nobody@example.com", "something else"));
    }

    @Test
    void after_five_wrong_passwords_the_right_one_must_wait_and_the_wait_grows() {
        add("emil@example.com", Role.SALESPERSON, null);
        for (var i = 0; i < 5; i++) {
            attempt("emil@example.com", "something else");
        }
        var refused = (Outcome.Refused) attempt("emil@example.com", PASSWORD);
        assertThat(refused.pause()).isGreaterThan(Duration.ZERO);
        now = now.plusSeconds(4);
        assertThat(attempt("emil@example.com", PASSWORD)).isInstanceOf(Outcome.SignedIn.class);
    }

    @Test
    void neither_passwords_nor_keys_nor_sessions_stand_in_the_database() {
        add("fay@example.com", Role.SALESPERSON, null);
        var in = (Outcome.SignedIn) attempt("fay@example.com", PASSWORD);
        var key = administration(all -> all.addApiKey(in.viewer(), "script"));
        var stored = database.inTransaction(manager -> List.of(
                        manager.createQuery("select u.passwordHash from UserRow u", String.class)
                                .getResultList(),
                        manager.createQuery("select k.hash from ApiKeyRow k", String.class)
                                .getResultList(),
                        manager.createQuery("select s.hash from SessionRow s", String.class)
                                .getResultList())
                .toString());
        assertThat(stored).doesNotContain(PASSWORD, key.secret(), in.token()).contains("$2a$");
    }

    @Test
    void an_api_key_works_until_it_is_removed_and_only_its_owner_can_remove_it() {
        add("gus@example.com", Role.SALESPERSON, null);
        var gus = signIn("gus@example.com");
        var key = administration(all -> all.addApiKey(gus, "script"));
        assertThat(byKey(key.secret())).map(Viewer::id).contains(gus.id());
        assertThatThrownBy(() -> administration(all -> {
                    all.removeApiKey(administrator, key.key().id());
                    return "";
                }))
                .isInstanceOf(NotFound.class);
        administration(all -> {
            all.removeApiKey(gus, key.key().id());
            return "";
        });
        assertThat(byKey(key.secret())).isEmpty();
    }

    @Test
    void a_salesperson_sees_the_own_mails_and_a_manager_those_of_the_own_teams() {
        var north =
                administration(all -> all.addTeam(administrator, "North")).id().value();
        var south =
                administration(all -> all.addTeam(administrator, "South")).id().value();
        var seller = add("hal@example.com", Role.SALESPERSON, List.of(north));
        var other = add("ida@example.com", Role.SALESPERSON, List.of(south));
        add("jon@example.com", Role.MANAGER, List.of(north));
        assertThat(signIn("hal@example.com").visible()).containsExactly(seller.id());
        assertThat(signIn("jon@example.com").visible()).contains(seller.id()).doesNotContain(other.id());
    }

    @Test
    void the_environments_key_is_an_administrator_that_may_send_as_anyone_until_it_is_taken_away() {
        var key = "0123456789abcdef0123456789abcdef";
        sessions(sessions -> {
            sessions.bootstrap(key);
            sessions.bootstrap(key);
            return "";
        });
        var viewer = byKey(key).orElseThrow();
        assertThat(viewer.is(Role.ADMINISTRATOR)).isTrue();
        assertThat(viewer.maySendAs(EmailAddress.of("anyone@example.net"))).isTrue();
        assertThat(viewer.sees(administrator.id())).isTrue();
        sessions(sessions -> {
            sessions.bootstrap(null);
            return "";
        });
        assertThat(byKey(key)).isEmpty();
    }

    @Test
    void only_administrators_change_users_and_the_last_one_stays() {
        add("kim@example.com", Role.SALESPERSON, null);
        var kim = signIn("kim@example.com");
        assertThatThrownBy(() -> administration(all -> all.addTeam(kim, "Mine")))
                .isInstanceOf(Forbidden.class);
        var demotion = new UserChange(null, List.of(Role.SALESPERSON), null, null);
        assertThatThrownBy(() -> administration(
                        all -> all.change(administrator, administrator.id().value(), demotion)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("last administrator");
    }

    @Test
    void every_wrong_field_of_a_new_user_is_named() {
        var wrong = new NewUser(" ", "no address", "short", null, null);
        assertThatThrownBy(() -> administration(all -> all.add(administrator, wrong)))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(Invalid.FieldError::field)
                                .containsExactly("name", "email", "password"));
    }

    @Test
    void a_deactivated_person_is_out_at_once() {
        var user = add("lea@example.com", Role.SALESPERSON, null);
        var in = (Outcome.SignedIn) attempt("lea@example.com", PASSWORD);
        administration(all -> all.change(administrator, user.id().value(), new UserChange(null, null, null, false)));
        assertThat(bySession(in.token())).isEmpty();
        assertThat(attempt("lea@example.com", PASSWORD)).isInstanceOf(Outcome.Refused.class);
    }
}
