package org.tinypixel.web.track;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tinypixel.hits.Hit;
import org.tinypixel.hits.HitIntake;

/** A visit on the I/O thread of its connection: the express lane. */
final class ExchangeVisit implements Visit {
    /** The few names there are, looked up instead of made each time. */
    private static final Map<String, HttpString> NAMES = new ConcurrentHashMap<>();

    private static final ByteBuffer PICTURE = ByteBuffer.allocateDirect(Answers.GIF.length)
            .put(Answers.GIF)
            .flip()
            .asReadOnlyBuffer();

    private final HttpServerExchange exchange;
    private final String path;
    private final Lane lane;

    ExchangeVisit(HttpServerExchange exchange, String path, Lane lane) {
        this.exchange = exchange;
        this.path = path;
        this.lane = lane;
    }

    private static HttpString name(String name) {
        var known = NAMES.get(name);
        return known != null ? known : NAMES.computeIfAbsent(name, HttpString::new);
    }

    @Override
    public String method() {
        return exchange.getRequestMethod().toString();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return exchange.getQueryString();
    }

    @Override
    public List<String> header(String name) {
        var values = exchange.getRequestHeaders().get(name(name));
        if (values == null || values.isEmpty()) {
            return List.of();
        }
        return values.size() == 1 ? List.of(values.getFirst()) : List.copyOf(values);
    }

    @Override
    public @Nullable String cookie(String name) {
        if (exchange.getRequestHeaders().contains(Headers.COOKIE)) {
            for (var cookie : exchange.requestCookies()) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable String peer() {
        var source = exchange.getSourceAddress();
        return source == null || source.getAddress() == null
                ? null
                : source.getAddress().getHostAddress();
    }

    @Override
    public void send(Answers.Answer answer) {
        write(exchange, answer);
    }

    static void write(HttpServerExchange exchange, Answers.Answer answer) {
        exchange.setStatusCode(answer.status());
        describe(exchange, answer.usual());
        describe(exchange, answer.own());
        exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, Integer.toString(answer.body().length));
        if (answer.body().length == 0) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender()
                    .send(answer.body() == Answers.GIF ? PICTURE.duplicate() : ByteBuffer.wrap(answer.body()));
        }
    }

    static void describe(HttpServerExchange exchange, List<Map.Entry<String, String>> headers) {
        var response = exchange.getResponseHeaders();
        for (var header : headers) {
            response.put(name(header.getKey()), header.getValue());
        }
    }

    @Override
    public void storeFirst(HitIntake intake, Hit hit, Answers.Answer answer) {
        var waiting = lane.waiting(exchange, answer);
        // After the handler returned: until then nobody else may touch the exchange.
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> waiting.store(intake, hit));
    }

    @Override
    public boolean hold(Hit hit) {
        exchange.dispatch(SameThreadExecutor.INSTANCE, () -> lane.hold(exchange, hit));
        return true;
    }
}
