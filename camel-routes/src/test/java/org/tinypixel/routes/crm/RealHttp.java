package org.tinypixel.routes.crm;

import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** {@link CamelHttp} in a Camel of its own. */
final class RealHttp implements AutoCloseable {
    static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    final CamelHttp http;
    private final CamelContext context = new DefaultCamelContext();

    RealHttp(List<String> internal, DnsResolver names, Duration response) {
        http = new CamelHttp(internal, names, new CamelHttp.Limits(Duration.ofSeconds(5), response));
        context.disableJMX();
        try {
            http.attach(context);
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
        context.start();
    }

    static RealHttp toLoopback() {
        return new RealHttp(LOOPBACK, SystemDefaultDnsResolver.INSTANCE, Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        context.stop();
    }
}
