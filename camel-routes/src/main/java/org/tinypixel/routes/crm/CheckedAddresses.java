package org.tinypixel.routes.crm;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.tinypixel.connect.TargetRule;

/**
 * Gives the HTTP client only addresses that may be connected to. It judges the very addresses that are used, so a name service that changes its answer between a check and the
 * connection gains nothing.
 */
final class CheckedAddresses implements DnsResolver {
    private final DnsResolver names;
    private final List<String> internal;

    CheckedAddresses(DnsResolver names, List<String> internal) {
        this.names = names;
        this.internal = List.copyOf(internal);
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var answers = names.resolve(plain(host));
        if (judge(host, answers) instanceof TargetRule.Verdict.Refused refused) {
            throw new RefusedAddress(refused.reason());
        }
        return answers;
    }

    /** The verdict for a host by its present addresses. */
    TargetRule.Verdict look(String host) throws UnknownHostException {
        return judge(host, names.resolve(plain(host)));
    }

    private TargetRule.Verdict judge(String host, InetAddress[] answers) {
        return TargetRule.judge(plain(host), List.of(answers), internal);
    }

    /** A URI keeps the brackets of an IPv6 address. */
    private static String plain(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /** The rule says no. */
    static final class RefusedAddress extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddress(String reason) {
            super(reason);
        }
    }
}
