package org.tinypixel.routes.crm;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Standard Webhooks 1.0.0 says: HMAC-SHA-256 over id, time and the exact bytes of the body, one signature per secret. Pure. */
final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private WebhookSignature() {}

    /** The key bytes in a secret's text; empty where it has not the form {@code whsec_} and base64 of 24 to 64 bytes. */
    static Optional<byte[]> key(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            return bytes.length >= SHORTEST && bytes.length <= LONGEST ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /**
     * The headers that prove who sent it.
     *
     * @param id without a dot; the same for each attempt
     * @param at of the attempt
     */
    static Map<String, String> headers(String id, Instant at, byte[] body, List<byte[]> keys) {
        var seconds = Long.toString(at.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        headers.put(
                "webhook-signature",
                keys.stream().map(key -> "v1," + sign(key, id, seconds, body)).collect(Collectors.joining(" ")));
        return headers;
    }

    private static String sign(byte[] key, String id, String seconds, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }
}
