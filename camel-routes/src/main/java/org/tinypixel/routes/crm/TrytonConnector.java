package org.tinypixel.routes.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.crm.Command;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.CrmRef;
import org.tinypixel.crm.Finding;
import org.tinypixel.crm.Outcome;

/**
 * Tryton 6.0 as it comes, without a module of ours: each event of a mail is one note at the party. Notes have no unique field, so the key stands in the text and is looked for
 * before anything is written.
 */
@ApplicationScoped
class TrytonConnector implements CrmConnector {
    private static final String PARTY = "party.party";
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(40),
            Duration.ofMinutes(3),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "tryton",
            "Tryton",
            List.of("6.0"),
            List.of(
                    Field.of(
                            "url",
                            Kind.URL,
                            true,
                            "Address",
                            "Where Tryton's server answers, for example https://tryton.example.com."),
                    Field.of("database", Kind.TEXT, true, "Database", "The name shown in Tryton's log-in window."),
                    Field.of("user", Kind.TEXT, true, "User", "A Tryton user of its own for Tinypixel."),
                    Field.of("password", Kind.SECRET, true, "Password", "That user's password; kept encrypted.")),
            true,
            PAUSES);

    private final TrytonRpc rpc;

    /** For the container's proxy only. */
    protected TrytonConnector() {
        this(new TrytonRpc());
    }

    @Inject
    TrytonConnector(TrytonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<Finding> preflight(CrmAccount account) {
        try {
            return TrytonPreflight.run(rpc, account);
        } finally {
            if (account.id().equals(CrmAccount.UNSAVED)) {
                rpc.close(account);
            }
        }
    }

    @Override
    public @Nullable String url(CrmAccount account, CrmRef ref) {
        return TrytonRpc.base(account) + "/#" + account.field("database") + "/model/" + ref.type() + "/" + ref.id();
    }

    @Override
    public Resolution resolve(CrmAccount account, Set<EmailAddress> addresses) {
        var domain = array();
        domain.add(array("type", "=", "email"));
        var any = array("OR");
        // Tryton keeps addresses as they were typed, and "=" tells cases apart.
        addresses.forEach(address -> any.add(array("value", "ilike", escaped(address.value()))));
        domain.add(any);
        var fields = array("party", "value", "active", "party.name", "party.active");
        var context = object().put("active_test", false);
        var answer = rpc.call(account, "model.party.contact_mechanism.search_read", search(domain, fields), context);
        if (!(answer instanceof TrytonAnswer.Result result)) {
            return new Resolution.Failed(((TrytonAnswer.Failed) answer).outcome());
        }
        var rows = new ArrayList<JsonNode>();
        result.value().forEach(rows::add);
        // A merge moves the address to the surviving party but puts the row away, so rows that were put away count,
        // after the others.
        rows.sort(Comparator.<JsonNode, Boolean>comparing(
                        row -> !row.path("active").asBoolean())
                .thenComparing(row -> row.path("id").asLong()));
        var found = new HashMap<EmailAddress, Map<String, CrmRef>>();
        for (var row : rows) {
            var party = row.path("party.");
            EmailAddress.parse(row.path("value").asText())
                    .filter(addresses::contains)
                    .ifPresent(address -> {
                        var id = row.path("party").asText();
                        var ref = new CrmRef(
                                PARTY,
                                id,
                                party.path("name").asText(),
                                url(account, CrmRef.named(PARTY, id)),
                                party.path("active").asBoolean());
                        found.computeIfAbsent(address, none -> new LinkedHashMap<>())
                                .putIfAbsent(id, ref);
                    });
        }
        var refs = new HashMap<EmailAddress, List<CrmRef>>();
        addresses.forEach(address -> refs.put(
                address, List.copyOf(found.getOrDefault(address, Map.of()).values())));
        return new Resolution.Found(refs);
    }

    @Override
    public List<Outcome> apply(CrmAccount account, List<Command> commands) {
        return InOrder.apply(commands, command -> {
            try {
                return write(account, command);
            } catch (CallFailed failed) {
                return failed.outcome();
            }
        });
    }

    /** Looks for the note, then makes it or changes it. */
    private Outcome write(CrmAccount account, Command command) throws CallFailed {
        var ref = command.ref();
        if (ref == null || !ref.type().matches("[a-z][a-z0-9._]*") || !ref.id().matches("\\d{1,18}")) {
            return new Outcome.Rejected(
                    "Tryton's records have a type such as party.party and a number, not " + ref + ".");
        }
        var notes = notes(account, command, ref);
        if (notes.isEmpty()) {
            return command.externalId() == null ? create(account, command, ref) : vanished(account, command, ref);
        }
        var note = notes.get(0);
        var id = note.path("id").asText();
        if (notes.size() > 1) {
            // Two nodes, or an answer that came after the next try: the first one stays.
            var extra = array();
            notes.subList(1, notes.size())
                    .forEach(more -> extra.add(more.path("id").asLong()));
            call(account, "model.ir.note.delete", array(extra), object());
        }
        var text = note.path("message").asText();
        var present = TrytonNote.version(text, command.key());
        if (present.isPresent() && present.getAsLong() >= command.version()) {
            return new Outcome.Duplicate(id, url(account, ref));
        }
        var context = object();
        context.putObject("_timestamp")
                .put("ir.note," + id, note.path("_timestamp").asText());
        var ids = array();
        ids.add(note.path("id").asLong());
        var change = array(ids);
        change.addObject().put("message", TrytonNote.merged(text, command));
        call(account, "model.ir.note.write", change, context);
        return new Outcome.Ok(id, url(account, ref));
    }

    /** The notes that carry the key at this record, and the one that we made, the oldest first. */
    private List<JsonNode> notes(CrmAccount account, Command command, CrmRef ref) throws CallFailed {
        var atRecord = array();
        atRecord.add(array("resource", "=", ref.type() + "," + ref.id()));
        atRecord.add(array("message", "ilike", "%[" + command.key() + " v%"));
        var domain = atRecord;
        if (command.externalId() != null) {
            domain = array("OR");
            var byId = array();
            byId.add("id").add("=").add(Long.parseLong(command.externalId()));
            domain.add(byId);
            domain.add(atRecord);
        }
        var found =
                call(account, "model.ir.note.search_read", search(domain, array("message", "_timestamp")), object());
        var notes = new ArrayList<JsonNode>();
        found.forEach(notes::add);
        notes.sort(Comparator.comparing(note -> note.path("id").asLong()));
        return notes;
    }

    private Outcome create(CrmAccount account, Command command, CrmRef ref) throws CallFailed {
        var note = object().put("resource", ref.type() + "," + ref.id()).put("message", TrytonNote.block(command));
        try {
            var ids = call(account, "model.ir.note.create", array(array(note)), object());
            return new Outcome.Ok(ids.path(0).asText(), url(account, ref));
        } catch (CallFailed failed) {
            // Of a party that is gone Tryton only says that the field is empty.
            return failed.outcome() instanceof Outcome.Rejected && !exists(account, ref)
                    ? new Outcome.Gone(
                            Outcome.What.PERSON,
                            "The record " + ref.type() + " " + ref.id() + " is no longer in Tryton.")
                    : failed.outcome();
        }
    }

    private Outcome vanished(CrmAccount account, Command command, CrmRef ref) throws CallFailed {
        return exists(account, ref)
                ? new Outcome.Gone(
                        Outcome.What.RECORD,
                        "Note " + command.externalId()
                                + " was deleted in Tryton; it is made again only when asked (replay).")
                : new Outcome.Gone(
                        Outcome.What.PERSON, "The record " + ref.type() + " " + ref.id() + " is no longer in Tryton.");
    }

    private boolean exists(CrmAccount account, CrmRef ref) throws CallFailed {
        var byId = array();
        byId.add("id").add("=").add(Long.parseLong(ref.id()));
        var domain = array(byId);
        return !call(
                        account,
                        "model." + ref.type() + ".search_read",
                        search(domain, array("id")),
                        object().put("active_test", false))
                .isEmpty();
    }

    private JsonNode call(CrmAccount account, String method, JsonNode params, ObjectNode context) throws CallFailed {
        var answer = rpc.call(account, method, params, context);
        if (answer instanceof TrytonAnswer.Result result) {
            return result.value();
        }
        throw new CallFailed(((TrytonAnswer.Failed) answer).outcome());
    }

    /** A call's failure on its way to the one place that turns it into the command's outcome. */
    private static final class CallFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Outcome outcome;

        CallFailed(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** Domain, offset, limit, order, fields. */
    private static ArrayNode search(ArrayNode domain, ArrayNode fields) {
        return array().add(domain).add(0).addNull().addNull().add(fields);
    }

    /** The characters that {@code ilike} reads as wildcards. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }

    private static ArrayNode array(String... texts) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var text : texts) {
            array.add(text);
        }
        return array;
    }

    private static ArrayNode array(JsonNode only) {
        return JsonNodeFactory.instance.arrayNode().add(only);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
