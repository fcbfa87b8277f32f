package org.tinypixel.settings;

import inet.ipaddr.HostName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the settings of the SMTP gateway for {@link SettingsReader}. */
final class GatewayReader {
    private final Map<Setting, String> values;
    private final List<String> mistakes;

    GatewayReader(Map<Setting, String> values, List<String> mistakes) {
        this.values = values;
        this.mistakes = mistakes;
    }

    Settings.Gateway read(int httpPort) {
        var port = number(Setting.TINYPIXEL_SMTP_PORT, 0, 65535);
        var tlsPort = number(Setting.TINYPIXEL_SMTPS_PORT, 0, 65535);
        var certificate = values.get(Setting.TINYPIXEL_SMTP_CERTIFICATE);
        var key = values.get(Setting.TINYPIXEL_SMTP_KEY);
        if (port != 0 && (port == tlsPort || port == httpPort)) {
            mistakes.add("TINYPIXEL_SMTP_PORT is " + port + ", which is another port of this server already.");
        } else if (tlsPort != 0 && tlsPort == httpPort) {
            mistakes.add("TINYPIXEL_SMTPS_PORT is " + tlsPort + ", which is another port of this server already.");
        }
        if ((certificate == null) != (key == null)) {
            mistakes.add("TINYPIXEL_SMTP_CERTIFICATE and TINYPIXEL_SMTP_KEY belong together: give both or none.");
        }
        return new Settings.Gateway(
                port,
                tlsPort,
                certificate,
                key,
                domains(),
                number(Setting.TINYPIXEL_SMTP_MAX_SIZE, 1, 150) * 1024 * 1024,
                number(Setting.TINYPIXEL_SMTP_MAX_RECIPIENTS, 1, 500),
                number(Setting.TINYPIXEL_SMTP_MAX_CONNECTIONS, 1, 2000),
                Duration.ofSeconds(number(Setting.TINYPIXEL_SMTP_IDLE_SECONDS, 10, 3600)),
                Duration.ofSeconds(number(Setting.TINYPIXEL_SMTP_CONNECTION_SECONDS, 60, 86400)));
    }

    private int number(Setting setting, int least, int most) {
        var text = values.getOrDefault(setting, setting.usual);
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException fallsThrough) {
            // The sentence below says it.
        }
        mistakes.add(setting + " is " + text + "; it is a number from " + least + " to " + most + ".");
        return Integer.parseInt(setting.usual);
    }

    private List<String> domains() {
        var domains = new ArrayList<String>();
        for (var part : values.getOrDefault(Setting.TINYPIXEL_SMTP_DOMAINS, "").split(",")) {
            var domain = part.strip().toLowerCase(Locale.ROOT);
            if (domain.isEmpty()) {
                continue;
            }
            if (!new HostName(domain).isValid() || new HostName(domain).isAddress()) {
                mistakes.add(
                        "TINYPIXEL_SMTP_DOMAINS holds " + domain + ", which is no domain such as track.example.com.");
            } else {
                domains.add(domain);
            }
        }
        return domains;
    }
}
