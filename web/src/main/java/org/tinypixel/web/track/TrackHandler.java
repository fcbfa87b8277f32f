package org.tinypixel.web.track;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;

/**
 * Takes the requests on pixels and links, in exactly the form they were minted in ({@code //t/o/} and {@code /./t/o/} are others; escaped letters the web server has read already), and hands on all
 * others. Only I/O threads run it, so nothing in it may wait.
 */
final class TrackHandler implements HttpHandler {
    private final HttpHandler next;
    private final Switchboard switchboard;

    TrackHandler(HttpHandler next, Switchboard switchboard) {
        this.next = next;
        this.switchboard = switchboard;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        var path = path(exchange);
        var tracking = isOurs(path) ? switchboard.tracking() : null;
        if (tracking == null) {
            next.handleRequest(exchange);
        } else if (!exchange.isInIoThread()) {
            exchange.dispatch(exchange.getIoThread(), this);
        } else if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED);
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
        } else {
            tracking.visit(new ExchangeVisit(exchange, path, tracking.lane(exchange)));
        }
    }

    private static boolean isOurs(String path) {
        if (path.length() < 4 || !path.startsWith("/t/") || (path.length() > 4 && path.charAt(4) != '/')) {
            return false;
        }
        var kind = path.charAt(3);
        return kind == 'o' || kind == 'v' || kind == 'c';
    }

    /** As the client wrote it, also where it wrote a whole address as proxies get it (RFC 9112, section 3.2.2). */
    private static String path(HttpServerExchange exchange) {
        var target = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return target;
        }
        var host = target.indexOf("//");
        var start = target.indexOf('/', host + 2);
        return start < 0 ? "/" : target.substring(start);
    }
}
