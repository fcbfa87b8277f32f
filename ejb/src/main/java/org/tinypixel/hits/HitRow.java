package org.tinypixel.hits;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.HitId;
import org.tinypixel.base.Json;
import org.tinypixel.base.Times;

/** A hit in the table; written once, and less of it is kept later. */
@Entity
@Table(name = "hit")
class HitRow {
    private static final int LONGEST_HEADERS = 32_768;
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    @Id
    private String id;

    @Column(name = "copy_id", nullable = false)
    private String copy;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, columnDefinition = "varchar(16)")
    private HitKind kind;

    @Column(name = "link_index", nullable = false)
    private int linkIndex;

    @Column(name = "received_at", nullable = false)
    private Instant receivedAt;

    @Column(nullable = false)
    private String method;

    private @Nullable String address;

    /** Whether the address is all of it, so that the sweep finds what it has to shorten. */
    @Column(name = "whole_address", nullable = false)
    private boolean whole;

    @Column(nullable = false)
    private String headers;

    private @Nullable String session;

    @Column(name = "held_millis")
    private @Nullable Long heldMillis;

    // Read by queries.
    @SuppressWarnings("UnusedVariable")
    private @Nullable String neighborhood;

    @Column(nullable = false)
    private int crowd;

    @Column(name = "same_second", nullable = false)
    private int sameSecond;

    /** Whether only the verdict is left of it. */
    @Column(nullable = false)
    private boolean settled;

    protected HitRow() {}

    HitRow(Hit hit) {
        id = hit.id().value();
        copy = hit.copy().value();
        kind = hit.kind();
        linkIndex = hit.linkIndex();
        receivedAt = Times.micros(hit.receivedAt());
        method = fitting(hit.method(), 16);
        var from = hit.address();
        address = from == null ? null : fitting(from, 64);
        whole = from != null;
        neighborhood = from == null || hit.header(HitNotes.APART).isEmpty() ? null : AddressRule.network(from);
        var json = Json.write(hit.headers());
        headers = json.length() > LONGEST_HEADERS
                ? Json.write(Map.of("user-agent", fitting(hit.header("user-agent"), 512)))
                : json;
        var seen = hit.session();
        session = seen == null ? null : fitting(seen, 64);
        heldMillis = hit.heldMillis() < 0 ? null : hit.heldMillis();
    }

    /** Keeps the network of the address only. */
    void shortenAddress() {
        address = address == null ? null : AddressRule.shortened(address);
        whole = false;
    }

    /** Keeps only what this hit says, which is the same one after its time. */
    void settle(Hit hit) {
        address = null;
        whole = false;
        neighborhood = null;
        session = null;
        headers = Json.write(hit.headers());
        settled = true;
    }

    /** The same hit again. */
    Hit hit() {
        try {
            var hit = new Hit(
                    new HitId(id),
                    new CopyId(copy),
                    kind,
                    linkIndex,
                    receivedAt,
                    method,
                    address,
                    Json.MAPPER.readValue(headers, HEADERS),
                    session,
                    heldMillis == null ? -1 : heldMillis);
            return hit.noted(crowds());
        } catch (IOException damaged) {
            throw new IllegalStateException("the stored headers of hit " + id + " are no JSON", damaged);
        }
    }

    private Map<String, String> crowds() {
        if (crowd == 0 && sameSecond == 0) {
            return Map.of();
        }
        var notes = new HashMap<String, String>();
        if (crowd > 0) {
            notes.put(HitNotes.CROWD, Integer.toString(crowd));
        }
        if (sameSecond > 0) {
            notes.put(HitNotes.SECOND, Integer.toString(sameSecond));
        }
        return notes;
    }

    /** Cut to the column, and without the one character that PostgreSQL cannot keep. */
    private static String fitting(String text, int length) {
        var cut = text.length() > length ? text.substring(0, length) : text;
        return cut.replace('\0', ' ');
    }
}
