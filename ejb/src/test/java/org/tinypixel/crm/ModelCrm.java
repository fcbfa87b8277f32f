package org.tinypixel.crm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.crm.CrmConnectorContract.Fault;

/** A CRM in memory that loses calls and drops answers after storing, as real ones do. */
public final class ModelCrm implements CrmConnector {
    /** A record as the CRM holds it. */
    public record Stored(String id, String person, String key, long version, String says) {}

    private final Map<String, Stored> records = new TreeMap<>();
    private final Map<EmailAddress, List<CrmRef>> people = new HashMap<>();
    private final Queue<Fault> faults = new ArrayDeque<>();
    private int created;
    private int calls;
    private boolean refusesPassword;

    void knows(EmailAddress address, String... ids) {
        people.put(
                address,
                List.of(ids).stream().map(id -> CrmRef.named("person", id)).toList());
    }

    void next(Fault... coming) {
        faults.addAll(List.of(coming));
    }

    void heal() {
        faults.clear();
    }

    void refusesPassword(boolean refuses) {
        refusesPassword = refuses;
    }

    void deletedByHand(String id) {
        records.remove(id);
    }

    List<Stored> records() {
        return List.copyOf(records.values());
    }

    int calls() {
        return calls;
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                "model",
                "Model",
                List.of("1"),
                List.of(
                        Field.of("url", Kind.URL, true, "Address", "Where."),
                        Field.of("password", Kind.SECRET, true, "Password", "Which.")),
                true,
                List.of(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(10)));
    }

    @Override
    public List<Finding> preflight(CrmAccount account) {
        calls++;
        return account.field("password").equals("right")
                ? List.of()
                : List.of(Finding.block(
                        Finding.Code.BAD_CREDENTIALS, "password", "The model says no.", "Type the right one."));
    }

    @Override
    public Resolution resolve(CrmAccount account, Set<EmailAddress> addresses) {
        calls++;
        var fault = faults.isEmpty() ? Fault.NONE : faults.poll();
        if (refusesPassword) {
            return new Resolution.Failed(new Outcome.Reauth("no"));
        }
        if (fault != Fault.NONE) {
            return new Resolution.Failed(failure(fault));
        }
        var found = new HashMap<EmailAddress, List<CrmRef>>();
        addresses.forEach(address -> found.put(address, people.getOrDefault(address, List.of())));
        return new Resolution.Found(found);
    }

    @Override
    public List<Outcome> apply(CrmAccount account, List<Command> commands) {
        var outcomes = new ArrayList<Outcome>();
        for (var command : commands) {
            outcomes.add(one(command));
        }
        return outcomes;
    }

    private Outcome one(Command command) {
        calls++;
        var fault = faults.isEmpty() ? Fault.NONE : faults.poll();
        if (refusesPassword) {
            return new Outcome.Reauth("no");
        }
        if (fault == Fault.NONE || fault == Fault.ANSWER_LOST || fault == Fault.ANSWER_CUT) {
            var outcome = store(command);
            return fault == Fault.NONE ? outcome : failure(fault);
        }
        return failure(fault);
    }

    private static Outcome failure(Fault fault) {
        return switch (fault) {
            case LOST -> new Outcome.Retry(Outcome.Scope.ACCOUNT, null, true, "no connection");
            case BUSY -> new Outcome.Retry(Outcome.Scope.ACCOUNT, Duration.ofMinutes(2), true, "busy");
            case ANSWER_LOST, ANSWER_CUT ->
                new Outcome.Retry(Outcome.Scope.ITEM, Duration.ofSeconds(30), false, "no answer");
            case NONE, BROKEN -> new Outcome.Retry(Outcome.Scope.ITEM, null, true, "error 500");
            case LOGIN_PAGE -> new Outcome.Misconfigured("a page for people");
        };
    }

    private Outcome store(Command command) {
        var ref = command.ref();
        if (ref == null) {
            return new Outcome.Rejected("nobody named");
        }
        var known = command.externalId() == null
                ? records.values().stream()
                        .filter(record -> record.key().equals(command.key()))
                        .findFirst()
                        .orElse(null)
                : records.get(command.externalId());
        if (known == null && command.externalId() != null) {
            return new Outcome.Gone(Outcome.What.RECORD, "deleted by hand");
        }
        if (known != null && known.version() >= command.version()) {
            return new Outcome.Duplicate(known.id(), null);
        }
        var id = known == null ? "r" + ++created : known.id();
        records.put(
                id,
                new Stored(
                        id,
                        ref.id(),
                        command.key(),
                        command.version(),
                        command.content().headline()));
        return new Outcome.Ok(id, null);
    }
}
