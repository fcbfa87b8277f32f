package org.tinypixel.routes.crm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.crm.Command;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.CrmConnectorContract;
import org.tinypixel.crm.CrmRef;
import org.tinypixel.crm.Finding;
import org.tinypixel.crm.Outcome;
import org.tinypixel.crm.TrytonServer;

/** The connector and a real Tryton. */
final class TrytonConnectorIT implements CrmConnectorContract {
    private static final Pattern MARK = Pattern.compile("^\\[(tp\\w{26}) v(\\d+)]", Pattern.MULTILINE);
    private static TrytonServer tryton;
    private static RealHttp real;

    @BeforeAll
    static void start() {
        tryton = TrytonServer.start();
        real = RealHttp.toLoopback();
    }

    @AfterAll
    static void end() {
        real.close();
        tryton.close();
    }

    private static CrmAccount account(String id, Map<String, String> changes) {
        var fields = new java.util.HashMap<>(Map.of(
                "url", tryton.url().toString(),
                "database", TrytonServer.DATABASE,
                "user", TrytonServer.USER,
                "password", TrytonServer.PASSWORD));
        fields.putAll(changes);
        return new CrmAccount(id, 1, fields);
    }

    private static CrmAccount account() {
        return account("AAAAAAAAAAAAAAAAAAAAAA", Map.of());
    }

    private static TrytonConnector connector(Http http) {
        return new TrytonConnector(new TrytonRpc(http, InstantSource.system()));
    }

    private static CrmRef ref(long party) {
        return CrmRef.named("party.party", Long.toString(party));
    }

    @Override
    public Bench bench() {
        var faulty = new FaultyHttp(real.http);
        var connector = connector(faulty);
        var party = tryton.party("Bench");
        return new Bench() {
            @Override
            public CrmConnector connector() {
                return connector;
            }

            @Override
            public CrmAccount account() {
                return TrytonConnectorIT.account();
            }

            @Override
            public CrmRef person() {
                return ref(party);
            }

            @Override
            public void next(List<Fault> faults) {
                faulty.next(faults);
            }

            @Override
            public List<Kept> kept() {
                return tryton.notes(party).stream()
                        .map(note -> {
                            var mark = MARK.matcher(note.text());
                            assertThat(mark.find()).as(note.text()).isTrue();
                            return new Kept(mark.group(1), Long.parseLong(mark.group(2)), note.text());
                        })
                        .toList();
            }
        };
    }

    private static Outcome apply(TrytonConnector connector, Command command) {
        return connector.apply(account(), List.of(command)).get(0);
    }

    @Test
    void an_address_is_found_whatever_its_case_and_without_wildcards() {
        var rita = tryton.party("Rita", "Rita_1@Example.com");
        tryton.party("Ritax1", "ritaX1@example.com");
        var address = EmailAddress.of("rita_1@example.com");
        var found = connector(real.http).resolve(account(), Set.of(address, EmailAddress.of("nobody@example.com")));
        assertThat(found).isInstanceOfSatisfying(CrmConnector.Resolution.Found.class, refs -> {
            assertThat(refs.refs().get(address)).singleElement().satisfies(ref -> {
                assertThat(ref.id()).isEqualTo(Long.toString(rita));
                assertThat(ref.label()).isEqualTo("Rita");
                assertThat(ref.active()).isTrue();
                assertThat(ref.url()).isEqualTo(tryton.url() + "/#tryton/model/party.party/" + rita);
            });
            assertThat(refs.refs().get(EmailAddress.of("nobody@example.com"))).isEmpty();
        });
    }

    @Test
    void a_party_that_was_put_away_is_known_as_such() {
        var gone = tryton.party("Gone", "gone@example.com");
        tryton.call("model.party.party.write", List.of(List.of(gone), Map.of("active", false)));
        var address = EmailAddress.of("gone@example.com");
        var found = (CrmConnector.Resolution.Found) connector(real.http).resolve(account(), Set.of(address));
        assertThat(found.refs().get(address)).extracting(CrmRef::active).containsExactly(false);
    }

    @Test
    void what_people_write_below_the_line_of_ours_stays() {
        var party = ref(tryton.party("Notes"));
        var connector = connector(real.http);
        var key = CrmConnectorContract.key(1);
        var made = (Outcome.Ok) apply(connector, CrmConnectorContract.opens(party, key, null, 1));
        var note = Long.parseLong(String.valueOf(made.externalId()));
        var text = tryton.notes(Long.parseLong(party.id())).get(0).text();
        tryton.call(
                "model.ir.note.write", List.of(List.of(note), Map.of("message", text + "\nCalled him, likes blue.")));
        apply(connector, CrmConnectorContract.opens(party, key, made.externalId(), 2));
        assertThat(tryton.notes(Long.parseLong(party.id())))
                .singleElement()
                .satisfies(kept -> assertThat(kept.text())
                        .contains("Opened 2 times")
                        .doesNotContain("Opened once")
                        .endsWith("v2]\nCalled him, likes blue."));
    }

    @Test
    void a_note_that_people_deleted_is_not_made_again() {
        var party = ref(tryton.party("Deleted"));
        var connector = connector(real.http);
        var key = CrmConnectorContract.key(1);
        var made = (Outcome.Ok) apply(connector, CrmConnectorContract.opens(party, key, null, 1));
        tryton.call("model.ir.note.delete", List.of(List.of(Long.parseLong(String.valueOf(made.externalId())))));
        assertThat(apply(connector, CrmConnectorContract.opens(party, key, made.externalId(), 2)))
                .isInstanceOfSatisfying(
                        Outcome.Gone.class, gone -> assertThat(gone.what()).isEqualTo(Outcome.What.RECORD));
        assertThat(tryton.notes(Long.parseLong(party.id()))).isEmpty();
    }

    @Test
    void a_party_that_is_gone_is_told_apart_from_a_refused_text() {
        assertThat(apply(
                        connector(real.http),
                        CrmConnectorContract.opens(ref(99_999), CrmConnectorContract.key(1), null, 1)))
                .isInstanceOfSatisfying(
                        Outcome.Gone.class, gone -> assertThat(gone.what()).isEqualTo(Outcome.What.PERSON));
    }

    @Test
    void an_ended_session_is_renewed_once() {
        var party = ref(tryton.party("Session"));
        var faulty = new FaultyHttp(real.http);
        var rpc = new TrytonRpc(faulty, InstantSource.system());
        var connector = new TrytonConnector(rpc);
        apply(connector, CrmConnectorContract.opens(party, CrmConnectorContract.key(1), null, 1));
        rpc.call(
                account(),
                "common.db.logout",
                JsonNodeFactory.instance.arrayNode(),
                JsonNodeFactory.instance.objectNode());
        var before = faulty.calls();
        assertThat(apply(connector, CrmConnectorContract.opens(party, CrmConnectorContract.key(2), null, 1)))
                .isInstanceOf(Outcome.Ok.class);
        // The refused call, one sign-in, the call again, the create.
        assertThat(faulty.calls() - before).isLessThanOrEqualTo(4);
    }

    @Test
    void a_wrong_password_is_tried_once_however_many_commands_wait() {
        var faulty = new FaultyHttp(real.http);
        var connector = connector(faulty);
        var wrong = account("BBBBBBBBBBBBBBBBBBBBBB", Map.of("password", "wrong"));
        var party = ref(tryton.party("Locked"));
        for (var round = 0; round < 3; round++) {
            var outcomes = connector.apply(
                    wrong,
                    List.of(
                            CrmConnectorContract.opens(party, CrmConnectorContract.key(1), null, 1),
                            CrmConnectorContract.opens(party, CrmConnectorContract.key(2), null, 1)));
            assertThat(outcomes.get(0)).isInstanceOf(Outcome.Reauth.class);
        }
        assertThat(faulty.calls()).isEqualTo(1);
    }

    @Test
    void settings_that_work_are_said_to_work() {
        assertThat(connector(real.http).preflight(account(CrmAccount.UNSAVED, Map.of())))
                .extracting(Finding::code)
                .containsExactly(Finding.Code.CONNECTED);
    }

    @Test
    void wrong_settings_are_told_apart_and_name_their_field() {
        assertThat(blocked(Map.of("password", "wrong"))).isEqualTo("BAD_CREDENTIALS password");
        assertThat(blocked(Map.of("database", "other"))).isEqualTo("MISSING_OBJECT database");
        assertThat(blocked(Map.of("url", "http://127.0.0.1:1"))).isEqualTo("UNREACHABLE url");
        assertThat(blocked(Map.of("url", "http://192.168.1.1"))).isEqualTo("REFUSED_ADDRESS url");
    }

    @Test
    void a_user_without_rights_to_notes_is_told_which_right_is_missing() {
        tryton.call(
                "model.res.user.create",
                List.of(List.of(Map.of("name", "Clerk", "login", "clerk", "password", "clerks-password"))));
        var model = tryton.call(
                        "model.ir.model.search",
                        java.util.Arrays.asList(List.of(List.of("model", "=", "ir.note")), 0, null, null))
                .get(0)
                .asLong();
        // Without a group it holds for everybody, so it is taken back.
        var access = tryton.call(
                "model.ir.model.access.create",
                List.of(List.of(Map.of(
                        "model",
                        model,
                        "perm_read",
                        true,
                        "perm_write",
                        false,
                        "perm_create",
                        false,
                        "perm_delete",
                        false))));
        try {
            var findings = connector(real.http)
                    .preflight(account(CrmAccount.UNSAVED, Map.of("user", "clerk", "password", "clerks-password")));
            assertThat(findings)
                    .filteredOn(finding -> finding.severity() == Finding.Severity.BLOCK)
                    .extracting(Finding::subject)
                    .contains("User clerk may not create ir.note in Tryton.");
        } finally {
            tryton.call(
                    "model.ir.model.access.delete",
                    List.of(List.of(access.get(0).asLong())));
        }
    }

    private static String blocked(Map<String, String> changes) {
        return connector(real.http).preflight(account(CrmAccount.UNSAVED, changes)).stream()
                .filter(finding -> finding.severity() == Finding.Severity.BLOCK)
                .map(finding -> finding.code() + " " + finding.field())
                .findFirst()
                .orElse("nothing");
    }
}
