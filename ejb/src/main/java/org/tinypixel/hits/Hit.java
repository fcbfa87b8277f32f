package org.tinypixel.hits;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;

/**
 * One request on a tracking address, as received; never changed, never merged.
 *
 * @param id given at intake; makes a repeat harmless
 * @param linkIndex which tracked link of the copy, from 0; -1 where it is no click
 * @param receivedAt when the request came in, microseconds
 * @param method {@code GET} or {@code HEAD}
 * @param address the client's address (IPv4 or IPv6 text) after trusted proxies; only its network ({@code 203.0.113.0/24}) once it is a day old; null where it was none
 * @param headers those that matter for the verdict, names in lower case: user-agent, accept, accept-language, purpose, x-purpose, sec-purpose, x-moz, referer, via,
 *     sec-fetch-dest, sec-fetch-mode, sec-gpc, dnt; values at most 512 characters
 * @param session SHA-256 (base64url) of the application's session cookie where the request carried one, else null: tells the sender's own views
 * @param heldMillis for {@link HitKind#VIEW} how long the client kept the held picture open, a lower bound of the time the mail was on screen; -1 for every other kind
 */
public record Hit(
        HitId id,
        CopyId copy,
        HitKind kind,
        int linkIndex,
        Instant receivedAt,
        String method,
        @Nullable String address,
        Map<String, String> headers,
        @Nullable String session,
        long heldMillis) {
    public Hit {
        headers = Map.copyOf(headers);
    }

    /** A hit that held nothing. */
    public Hit(
            HitId id,
            CopyId copy,
            HitKind kind,
            int linkIndex,
            Instant receivedAt,
            String method,
            @Nullable String address,
            Map<String, String> headers,
            @Nullable String session) {
        this(id, copy, kind, linkIndex, receivedAt, method, address, headers, session, -1);
    }

    /** The same hit, held for so long. */
    public Hit held(Duration time) {
        return new Hit(id, copy, kind, linkIndex, receivedAt, method, address, headers, session, time.toMillis());
    }

    /** A header's value, empty where the request had none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The same with more notes (see {@link HitNotes}) among its headers. */
    public Hit noted(Map<String, String> notes) {
        if (notes.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(headers);
        all.putAll(notes);
        return new Hit(id, copy, kind, linkIndex, receivedAt, method, address, all, session, heldMillis);
    }

    /** The same without anything of the request but these notes. */
    public Hit settled(Map<String, String> notes) {
        return new Hit(id, copy, kind, linkIndex, receivedAt, method, null, notes, null, heldMillis);
    }
}
