package org.tinypixel.classify;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.base.Ids;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitKind;
import org.tinypixel.hits.HitNotes;

/** One line of {@code hit-scenarios.jsonl}: hits on one mail and what they are expected to mean. */
record Scenario(String id, @Nullable Mail mail, List<Request> hits, Expected expected) {
    static final Instant ACCEPTED = Instant.parse("2026-03-02T09:00:00Z");
    static final CopyId COPY = new CopyId("AAAAAAAAAAAAAAAAAAAAAA");

    /** Times are seconds since acceptance; null for never. */
    record Mail(
            int links,
            @Nullable Double repliedAt,
            @Nullable Double bouncedAt,
            @Nullable Double otherReplyAt,
            boolean group) {}

    record Request(
            double t,
            String type,
            String ua,
            String net,
            int link,
            @Nullable String method,
            @Nullable Map<String, String> headers,
            @Nullable String mark,
            @Nullable String place,
            @Nullable Integer heldMs,
            @Nullable Integer sameAddressOtherRecipients) {}

    @JsonIgnoreProperties("note")
    record Expected(
            @Nullable String verdict,
            @Nullable String confidence,
            @Nullable Boolean open,
            @Nullable Boolean click,
            @JsonProperty("reason") @Nullable String reason,
            @Nullable String reasonKey,
            @Nullable String client,
            @Nullable List<String> clientAnyOf,
            @Nullable String deviceKind,
            @Nullable String os,
            @Nullable String location,
            @Nullable Integer openedAt,
            @Nullable Integer opens,
            @Nullable Integer devices,
            @Nullable Integer clicks,
            @Nullable Integer machineLoads,
            @Nullable List<Integer> clickedLinks,
            @Nullable String forwarded,
            @Nullable Boolean printed,
            @Nullable Integer viewedMs,
            @Nullable Boolean viewKnown,
            @Nullable Boolean unsubscribed) {}

    /** The address names the network, so that the lookup of the test needs no list. */
    static Network network(@Nullable String address) {
        if (address == null) {
            return Network.NONE;
        }
        var part = address.split("/");
        // Behind a colon stands which of several.
        var type = switch (part[0].split(":")[0]) {
            case "residential", "sender-office" -> NetworkClass.RESIDENTIAL;
            case "business" -> NetworkClass.BUSINESS;
            case "mobile" -> NetworkClass.MOBILE;
            case "hosting", "vpn" -> NetworkClass.HOSTING;
            case "private-relay" -> NetworkClass.PRIVATE_RELAY;
            case "google" -> NetworkClass.GOOGLE;
            case "yahoo" -> NetworkClass.YAHOO;
            case "microsoft" -> NetworkClass.MICROSOFT;
            case "microsoft-filter", "barracuda" -> NetworkClass.FILTER;
            case "proofpoint", "mimecast", "cisco" -> NetworkClass.PROBABLE_FILTER;
            default -> throw new IllegalArgumentException("no network " + address);
        };
        return new Network(type, address, part[1]);
    }

    CopyFacts facts() {
        var own =
                Set.of("sender-office/AT\n" + (hits.isEmpty() ? "" : hits.get(0).ua()));
        return new CopyFacts(
                true,
                null,
                mail == null ? 1 : mail.links(),
                ACCEPTED,
                ACCEPTED,
                false,
                false,
                Set.of("tp_self"),
                own,
                mail == null ? null : at(mail.bouncedAt()),
                mail == null ? null : at(mail.repliedAt()),
                Map.of(),
                null,
                mail == null ? null : at(mail.otherReplyAt()),
                mail != null && mail.group());
    }

    private static @Nullable Instant at(@Nullable Double seconds) {
        return seconds == null ? null : ACCEPTED.plus(Duration.ofMillis((long) (seconds * 1000)));
    }

    List<Hit> requests() {
        return IntStream.range(0, hits.size()).mapToObj(this::hit).toList();
    }

    private Hit hit(int index) {
        var request = hits.get(index);
        var headers = new HashMap<String, String>();
        headers.put("user-agent", request.ua());
        var sent = request.headers() == null ? Map.<String, String>of() : request.headers();
        sent.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        if (request.mark() != null) {
            headers.put(HitNotes.MARK, request.mark());
        }
        var trap = request.type().equals("trap");
        if (trap) {
            headers.put(HitNotes.MARK, HitNotes.TRAP);
        }
        if (request.sameAddressOtherRecipients() != null) {
            headers.put(HitNotes.CROWD, Integer.toString(1 + request.sameAddressOtherRecipients()));
        }
        var id = new byte[16];
        id[15] = (byte) (index + 1);
        return new Hit(
                new HitId(Ids.of(id)),
                COPY,
                trap ? HitKind.CLICK : HitKind.valueOf(request.type().toUpperCase(Locale.ROOT)),
                request.type().equals("click") ? request.link() - 1 : -1,
                ACCEPTED.plus(Duration.ofMillis((long) (request.t() * 1000))),
                request.method() == null ? "GET" : request.method(),
                request.net() + "/" + (request.place() == null ? "AT" : request.place()),
                headers,
                headers.containsKey("cookie") ? "tp_self" : null,
                request.heldMs() == null ? -1 : request.heldMs());
    }
}
