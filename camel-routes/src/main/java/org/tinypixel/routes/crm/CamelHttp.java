package org.tinypixel.routes.crm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.tinypixel.connect.TargetRule;
import org.tinypixel.settings.Settings;

/** {@link Http} through camel-http. It works as soon as the routes are added to a Camel context, since it shares that context. */
@ApplicationScoped
class CamelHttp implements Http {
    /** The real address of each request travels in a header. */
    private static final String ENDPOINT =
            "http://crm.invalid?throwExceptionOnFailure=false&disableStreamCache=true&copyHeaders=false&skipResponseHeaders=false";

    private static final String ROUTE = "direct:crm-http";
    static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20));

    private static final int LONGEST_BODY = 256 * 1024;
    private static final int MOST_CONNECTIONS = 128;
    private static final int MOST_PER_CRM = 4;

    private final Limits limits;
    private final CheckedAddresses addresses;
    private volatile @Nullable ProducerTemplate template;

    /** How long a connection and an answer may take. */
    record Limits(Duration connect, Duration response) {}

    /** For the container's proxy only. */
    protected CamelHttp() {
        this(List.of(), SystemDefaultDnsResolver.INSTANCE, USUAL);
    }

    @Inject
    CamelHttp(Settings settings) {
        this(settings.internalHosts(), SystemDefaultDnsResolver.INSTANCE, USUAL);
    }

    CamelHttp(List<String> internalHosts, DnsResolver names, Limits limits) {
        this.limits = limits;
        this.addresses = new CheckedAddresses(names, internalHosts);
    }

    /** Puts the HTTP component into the context that the routes run in. */
    public void attach(CamelContext context) throws Exception {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_PER_CRM)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setSocketTimeout(Timeout.of(limits.response()))
                        .setTimeToLive(Timeout.ofMinutes(5))
                        .build())
                .build();
        var component = new HttpComponent();
        component.setClientConnectionManager(connections);
        component.setConnectTimeout(limits.connect().toMillis());
        component.setConnectionRequestTimeout(limits.connect().toMillis());
        component.setResponseTimeout(limits.response().toMillis());
        component.setSoTimeout(limits.response().toMillis());
        component.setRedirectHandlingDisabled(true);
        component.setAutomaticRetriesDisabled(true);
        component.setCookieManagementDisabled(true);
        component.setAuthCachingDisabled(true);
        component.setUserAgent("Tinypixel");
        context.addComponent("http", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // The body must be read before the exchange ends, since its end closes the connection.
                from(ROUTE)
                        .routeId("crm-http")
                        .streamCache("false")
                        .errorHandler(noErrorHandler())
                        .to(ENDPOINT)
                        .process(exchange -> exchange.getMessage().setBody(answer(exchange.getMessage())));
            }
        });
        template = context.createProducerTemplate();
    }

    @Override
    public Reply send(Request request) {
        var sender = template;
        if (sender == null) {
            return new Fault(Kind.NO_CONNECTION, "This server is still starting.");
        }
        var refusal = refusal(request.url());
        if (refusal != null) {
            return refusal;
        }
        var exchange = sender.send(ROUTE, ExchangePattern.InOut, made -> {
            var in = made.getIn();
            in.setHeader(Exchange.HTTP_URI, request.url().toASCIIString());
            in.setHeader(Exchange.HTTP_METHOD, "POST");
            request.headers().forEach(in::setHeader);
            in.setBody(request.body());
        });
        var failure = exchange.getException();
        return failure == null
                ? exchange.getMessage().getBody(Reply.class)
                : fault(failure, request.url().getHost());
    }

    private @Nullable Fault refusal(URI url) {
        var host = url.getHost();
        try {
            var verdict = addresses.look(host);
            if (verdict instanceof TargetRule.Verdict.Refused refused) {
                return new Fault(Kind.ADDRESS, refused.reason());
            }
            var internal = ((TargetRule.Verdict.Allowed) verdict).internal();
            return internal || "https".equalsIgnoreCase(url.getScheme())
                    ? null
                    : new Fault(
                            Kind.ADDRESS,
                            "Passwords and contacts go over https only, unless the server's setting TINYPIXEL_INTERNAL_HOSTS lists "
                                    + host + ".");
        } catch (UnknownHostException unknown) {
            return new Fault(Kind.NO_CONNECTION, "There is no host " + host + ".");
        }
    }

    private Reply answer(Message message) {
        var headers = new HashMap<String, List<String>>();
        message.getHeaders().forEach((name, value) -> {
            if (value != null && !name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), texts(value));
            }
        });
        var status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        try (var body = message.getBody(InputStream.class)) {
            if (body == null) {
                return new Answer(status, headers, "");
            }
            var text = read(body);
            return text == null
                    ? new Fault(Kind.TOO_LARGE, "The answer is larger than " + LONGEST_BODY / 1024 + " KiB.")
                    : new Answer(status, headers, text);
        } catch (IOException cut) {
            return new Fault(Kind.NO_ANSWER, "The connection broke within the answer.");
        }
    }

    /** Null where there is more than anybody needs. A server that drips bytes is cut off as well: each read has its time limit, all of them together, too. */
    private @Nullable String read(InputStream body) throws IOException {
        var deadline = System.nanoTime() + limits.response().toNanos();
        var all = new byte[LONGEST_BODY + 1];
        var length = 0;
        for (int more; length < all.length && (more = body.read(all, length, all.length - length)) >= 0; ) {
            length += more;
            if (System.nanoTime() - deadline > 0) {
                throw new InterruptedIOException("too slow");
            }
        }
        return length > LONGEST_BODY ? null : new String(all, 0, length, StandardCharsets.UTF_8);
    }

    private static List<String> texts(Object value) {
        var texts = new ArrayList<String>();
        if (value instanceof Iterable<?> many) {
            many.forEach(one -> texts.add(String.valueOf(one)));
        } else {
            texts.add(value.toString());
        }
        return texts;
    }

    /** Whether the request may have arrived decides what is safe to do next, so doubt is {@link Kind#NO_ANSWER}. */
    private static Fault fault(Exception failure, String host) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CheckedAddresses.RefusedAddress refused) {
                return new Fault(Kind.ADDRESS, String.valueOf(refused.getMessage()));
            }
            if (cause instanceof UnknownHostException) {
                return new Fault(Kind.NO_CONNECTION, "There is no host " + host + ".");
            }
            if (cause instanceof HttpHostConnectException || cause instanceof NoRouteToHostException) {
                return new Fault(Kind.NO_CONNECTION, "Nothing answers at " + host + ": " + reason(cause) + ".");
            }
            if (cause instanceof org.apache.hc.client5.http.ConnectTimeoutException
                    || cause instanceof org.apache.hc.core5.http.ConnectionRequestTimeoutException) {
                return new Fault(Kind.NO_CONNECTION, host + " did not take the connection in time.");
            }
            if (cause instanceof SSLException) {
                return new Fault(Kind.TLS, "No secure connection to " + host + ": " + reason(cause) + ".");
            }
        }
        return new Fault(Kind.NO_ANSWER, host + " gave no complete answer: " + reason(failure) + ".");
    }

    private static String reason(Throwable failure) {
        var text = failure.getMessage();
        return text == null || text.isBlank()
                ? failure.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
    }
}
