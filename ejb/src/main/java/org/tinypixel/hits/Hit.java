package org.tinypixel.hits;

import java.time.Instant;
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
        @Nullable String session) {
    public Hit {
        headers = Map.copyOf(headers);
    }

    /** A header's value, empty where the request had none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
