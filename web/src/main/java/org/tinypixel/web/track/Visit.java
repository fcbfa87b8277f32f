package org.tinypixel.web.track;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;

/** One request on a tracking address and the way to answer it, whatever lets it in: the connection's I/O thread ({@link ExchangeVisit}) or a servlet ({@link ServletVisit}). */
interface Visit {
    String method();

    /** The path as it came, without the query. */
    String path();

    /** The query, as the web server hands it on; null or empty where there is none. */
    @Nullable
    String query();

    /** The values of one header's lines, in their order. */
    List<String> header(String name);

    /** A cookie's value, null where the request carries none of that name. */
    @Nullable
    String cookie(String name);

    /** The address that the connection came from; null where the server does not know it. */
    @Nullable
    String peer();

    /** Sends the answer now. Called once, and only here or in {@link #storeFirst}. */
    void send(Answers.Answer answer);

    /** Sends the answer once the hit is on disk, and after the longest wait in any case; no thread waits. */
    void storeFirst(HitIntake intake, Hit hit, Answers.Answer answer);

    /** Holds a picture that is complete later; false where this way in cannot, and the plain picture is to be sent. */
    boolean hold(Hit hit);
}
