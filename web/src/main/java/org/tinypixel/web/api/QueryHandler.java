package org.tinypixel.web.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a query again as the client meant it, its names in the order of the alphabet. Where Undertow lets unescaped characters through, which tracked links need, it hands every query on decoded as a whole: then
 * {@code %26} would part a value in two, and {@code %20} leaves no valid address. Its parameters were read before that.
 */
final class QueryHandler implements HttpHandler {
    private static final String API = "/api/";

    private final HttpHandler next;

    QueryHandler(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.getRequestPath().startsWith(API)
                && !exchange.getQueryString().isEmpty()) {
            // What servlets get to see is this one.
            exchange.setDecodedQueryString(written(exchange.getQueryParameters()));
        }
        next.handleRequest(exchange);
    }

    static String written(Map<String, ? extends Collection<String>> parameters) {
        return parameters.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
