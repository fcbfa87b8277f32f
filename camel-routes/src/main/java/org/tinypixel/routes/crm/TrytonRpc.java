package org.tinypixel.routes.crm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.Outcome;

/**
 * Calls Tryton's JSON-RPC under a session that is kept per account. One thread signs in, others wait for it; a refused password is not tried again with the same settings,
 * since Tryton answers slower with each wrong one and then locks the account (6.0: from the seventh).
 */
@ApplicationScoped
class TrytonRpc {
    private static final int MOST_SESSIONS = 200;

    private final Http http;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<CrmAccount, Slot> slots = new LinkedHashMap<>();

    /** For the container's proxy only. */
    protected TrytonRpc() {
        this(request -> new Http.Fault(Http.Kind.NO_CONNECTION, ""), InstantSource.system());
    }

    @Inject
    TrytonRpc(Http http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /** What is known of one account's sign-in; its lock makes it single flight. */
    private static final class Slot {
        final ReentrantLock signIn = new ReentrantLock();

        @Nullable
        String session;

        Outcome.@Nullable Reauth refused;
    }

    /** Calls a method; {@code context} goes into the last parameter beside the language. A result, or a failure of the call: never {@link TrytonAnswer.NoSession}. */
    public TrytonAnswer call(CrmAccount account, String method, JsonNode params, ObjectNode context) {
        var slot = slot(account);
        var first = session(account, slot, null);
        if (first.failure() != null) {
            return new TrytonAnswer.Failed(first.failure());
        }
        var answer = post(account, method, params, context, first.session());
        if (!(answer instanceof TrytonAnswer.NoSession)) {
            return answer;
        }
        // Sessions end after some idle minutes: sign in once more.
        var second = session(account, slot, first.session());
        if (second.failure() != null) {
            return new TrytonAnswer.Failed(second.failure());
        }
        var again = post(account, method, params, context, second.session());
        return again instanceof TrytonAnswer.NoSession none
                ? new TrytonAnswer.Failed(new Outcome.Retry(Outcome.Scope.ACCOUNT, null, true, none.text()))
                : again;
    }

    /** A method that needs no sign-in. */
    public TrytonAnswer open(CrmAccount account, String method) {
        return TrytonAnswer.of(
                http.send(request(account, "/", method, JsonNodeFactory.instance.arrayNode(), null)), clock.instant());
    }

    /** Signs out and forgets the session. */
    public void close(CrmAccount account) {
        var slot = slot(account);
        slot.signIn.lock();
        try {
            if (slot.session != null) {
                post(account, "common.db.logout", JsonNodeFactory.instance.arrayNode(), null, slot.session);
            }
            slot.session = null;
            slot.refused = null;
        } finally {
            slot.signIn.unlock();
        }
    }

    private record SignedIn(
            @Nullable String session, @Nullable Outcome failure) {}

    /** @param stale the session that was refused just now; null to take whichever there is */
    private SignedIn session(CrmAccount account, Slot slot, @Nullable String stale) {
        slot.signIn.lock();
        try {
            if (slot.refused != null) {
                return new SignedIn(null, slot.refused);
            }
            var known = slot.session;
            if (known != null && !known.equals(stale)) {
                return new SignedIn(known, null);
            }
            slot.session = null;
            return signIn(account, slot);
        } finally {
            slot.signIn.unlock();
        }
    }

    private SignedIn signIn(CrmAccount account, Slot slot) {
        var user = account.field("user");
        var params = JsonNodeFactory.instance.arrayNode();
        params.add(user);
        params.addObject().put("password", account.field("password"));
        params.add("en");
        var answer = TrytonAnswer.of(
                http.send(request(account, database(account), "common.db.login", params, null)), clock.instant());
        if (answer instanceof TrytonAnswer.Failed failed) {
            return new SignedIn(null, failed.outcome());
        }
        if (answer instanceof TrytonAnswer.Result result && result.value().size() == 2) {
            var text = user + ":" + result.value().get(0).asText() + ":"
                    + result.value().get(1).asText();
            slot.session = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
            return new SignedIn(slot.session, null);
        }
        slot.refused = new Outcome.Reauth("Tryton refuses the user " + user + " with this password.");
        return new SignedIn(null, slot.refused);
    }

    private TrytonAnswer post(
            CrmAccount account,
            String method,
            JsonNode params,
            @Nullable ObjectNode context,
            @Nullable String session) {
        var all = JsonNodeFactory.instance.arrayNode();
        params.forEach(all::add);
        if (context != null) {
            all.add(context.deepCopy().put("language", "en"));
        }
        return TrytonAnswer.of(http.send(request(account, database(account), method, all, session)), clock.instant());
    }

    private static Http.Request request(
            CrmAccount account, String path, String method, JsonNode params, @Nullable String session) {
        var body = JsonNodeFactory.instance.objectNode().put("id", 1).put("method", method);
        body.set("params", params);
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        if (session != null) {
            headers.put("Authorization", "Session " + session);
        }
        var url = URI.create(base(account) + path);
        return new Http.Request(url, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The address without a slash at its end. */
    static String base(CrmAccount account) {
        return account.field("url").replaceFirst("/+$", "");
    }

    private static String database(CrmAccount account) {
        var name = URLEncoder.encode(account.field("database"), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return "/" + name + "/";
    }

    /** Settings that changed are another account, so neither their sessions nor their refusals are those of before. */
    private Slot slot(CrmAccount account) {
        lock.lock();
        try {
            if (slots.size() > MOST_SESSIONS) {
                slots.remove(slots.keySet().iterator().next());
            }
            return slots.computeIfAbsent(account, key -> new Slot());
        } finally {
            lock.unlock();
        }
    }
}
