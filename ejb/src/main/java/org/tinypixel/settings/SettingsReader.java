package org.tinypixel.settings;

import inet.ipaddr.HostName;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads settings out of environment and system properties. Collects every mistake; touches no file but those that {@code _FILE} names. */
final class SettingsReader {
    private static final String PREFIX = "TINYPIXEL_";
    private static final String FILE = "_FILE";
    private static final int SHORTEST_SECRET = 32;

    private final Map<String, String> environment;
    private final Map<String, String> properties;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    SettingsReader(Map<String, String> environment, Map<String, String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** What was read: settings, or all the mistakes in plain sentences. */
    record Outcome(@Nullable Settings settings, List<String> mistakes) {}

    Outcome read() {
        unknownNames();
        for (var setting : Setting.values()) {
            var value = find(setting);
            if (value != null && !value.isBlank()) {
                values.put(setting, value.strip());
            }
        }
        var home = home();
        var port = port();
        var settings = new Settings(
                home,
                port,
                values.getOrDefault(Setting.TINYPIXEL_BIND, "127.0.0.1"),
                publicUrl(port),
                relay(),
                database(home),
                secrets(home),
                bootstrapKey(),
                trustedProxies(),
                internalHosts(),
                new GatewayReader(values, mistakes).read(port),
                onOff(Setting.TINYPIXEL_VIEW_TIME),
                new InboxReader(values, mistakes).read(),
                judging());
        checkBind(settings.bind());
        return mistakes.isEmpty() ? new Outcome(settings, List.of()) : new Outcome(null, List.copyOf(mistakes));
    }

    private void unknownNames() {
        var names = new TreeSet<String>();
        environment.keySet().stream().filter(name -> name.startsWith(PREFIX)).forEach(names::add);
        for (var name : names) {
            var plain = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name;
            if (Arrays.stream(Setting.values())
                    .noneMatch(setting -> setting.name().equals(plain))) {
                mistakes.add(name + " is no setting of Tinypixel" + nearest(plain) + ".");
            }
        }
    }

    /** A typing error of a letter or two is the usual mistake, so the name that was meant is offered. */
    private static String nearest(String name) {
        return Arrays.stream(Setting.values())
                .map(Setting::name)
                .filter(known -> distance(known, name) <= 3)
                .findFirst()
                .map(known -> " (did you mean " + known + "?)")
                .orElse("");
    }

    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var above = row[j];
                var change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above, row[j - 1]) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    private @Nullable String find(Setting setting) {
        var direct = environment.get(setting.name());
        var file = environment.get(setting.name() + FILE);
        if (direct != null && file != null) {
            mistakes.add(setting + " and " + setting + FILE + " are both set: keep one of them.");
            return null;
        }
        if (file != null) {
            return content(setting, file);
        }
        return direct != null ? direct : properties.get(setting.property());
    }

    private @Nullable String content(Setting setting, String file) {
        try {
            return Files.readString(Path.of(file.strip()));
        } catch (IOException | InvalidPathException unreadable) {
            mistakes.add(setting + FILE + " names " + file + ", which cannot be read as a text file.");
            return null;
        }
    }

    private Path home() {
        var user = Path.of(properties.getOrDefault("user.home", "."));
        var text = values.getOrDefault(Setting.TINYPIXEL_HOME, "~/.tinypixel");
        try {
            var path = text.equals("~") || text.startsWith("~/")
                    ? user.resolve(text.substring(Math.min(2, text.length())))
                    : Path.of(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException wrong) {
            mistakes.add("TINYPIXEL_HOME is " + text + ", which is no folder name.");
            return user;
        }
    }

    private int port() {
        var text = values.getOrDefault(Setting.TINYPIXEL_HTTP_PORT, "8080");
        try {
            var port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException fallsThrough) {
            // The sentence below says it.
        }
        mistakes.add("TINYPIXEL_HTTP_PORT is " + text + "; a port is a number from 1 to 65535.");
        return 8080;
    }

    private boolean onOff(Setting setting) {
        var text = values.getOrDefault(setting, setting.usual).toLowerCase(Locale.ROOT);
        if (!text.equals("on") && !text.equals("off")) {
            mistakes.add(setting + " is " + text + "; it must be on or off.");
        }
        return text.equals("on");
    }

    private Settings.Judging judging() {
        return new Settings.Judging(
                onOff(Setting.TINYPIXEL_STYLE_MARKS),
                choice(Setting.TINYPIXEL_PRIVACY_SIGNALS, Settings.PrivacySignals.values()),
                choice(Setting.TINYPIXEL_NEW_RULES, Settings.NewRules.values()),
                places());
    }

    /** A word for one of these, written in lower case with dashes. */
    private <T extends Enum<T>> T choice(Setting setting, T[] choices) {
        var text = values.getOrDefault(setting, setting.usual).toLowerCase(Locale.ROOT);
        for (var choice : choices) {
            if (word(choice).equals(text)) {
                return choice;
            }
        }
        var words = Arrays.stream(choices).map(SettingsReader::word).toList();
        mistakes.add(setting + " is " + text + "; it must be one of " + String.join(", ", words) + ".");
        return choices[0];
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable Path places() {
        var text = values.get(Setting.TINYPIXEL_PLACES);
        if (text == null) {
            return null;
        }
        try {
            var file = Path.of(text).toAbsolutePath();
            if (Files.isReadable(file)) {
                return file;
            }
        } catch (InvalidPathException fallsThrough) {
            // The sentence below says it.
        }
        mistakes.add("TINYPIXEL_PLACES is " + text + ", which is no file that can be read.");
        return null;
    }

    private void checkBind(String bind) {
        if (new IPAddressString(bind).getAddress() == null && !bind.equals("localhost")) {
            mistakes.add(
                    "TINYPIXEL_BIND is " + bind + "; it must be an IP address of this machine, or 0.0.0.0 for all.");
        }
    }

    private URI publicUrl(int port) {
        var usual = URI.create("http://localhost:" + port);
        var text = values.get(Setting.TINYPIXEL_PUBLIC_URL);
        if (text == null) {
            return usual;
        }
        try {
            var url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            if ((scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && url.getRawPath().isEmpty()) {
                return url;
            }
        } catch (URISyntaxException fallsThrough) {
            // The sentence below says it.
        }
        mistakes.add(
                "TINYPIXEL_PUBLIC_URL is " + text
                        + "; it must be an http or https address with a host and nothing behind it, such as https://t.example.com.");
        return usual;
    }

    private Settings.Relay relay() {
        var text = values.getOrDefault(Setting.TINYPIXEL_RELAY_URL, "capture:");
        if (text.equals("capture:")) {
            return new Settings.Relay.Capture();
        }
        try {
            var url = new URI(text);
            var implicit = "smtps".equals(url.getScheme());
            if ((implicit || "smtp".equals(url.getScheme()))
                    && url.getHost() != null
                    && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
                    && (url.getRawQuery() == null
                            || url.getRawQuery().matches("starttls=(required|if-offered|never)"))) {
                var port = url.getPort() > 0 ? url.getPort() : implicit ? 465 : 587;
                var info = url.getRawUserInfo();
                var colon = info == null ? -1 : info.indexOf(':');
                var user = info == null ? null : decode(colon < 0 ? info : info.substring(0, colon));
                var password = info == null || colon < 0 ? null : decode(info.substring(colon + 1));
                var startTls =
                        url.getRawQuery() == null ? null : url.getRawQuery().substring("starttls=".length());
                return new Settings.Relay.Smtp(
                        url.getHost(), port, implicit, user, password, startTls, relayAuthorities());
            }
        } catch (URISyntaxException | IllegalArgumentException fallsThrough) {
            // The sentence below says it, without the password that may stand in the value.
        }
        mistakes.add(
                "TINYPIXEL_RELAY_URL must be capture:, smtp://host:port or smtps://host:port, with user:password@ before the host where the"
                        + " server wants it (special characters as %40 and so on), and ?starttls=required, if-offered or never behind it.");
        return new Settings.Relay.Capture();
    }

    private @Nullable String relayAuthorities() {
        return authorities(Setting.TINYPIXEL_RELAY_CA, values, mistakes);
    }

    /** The PEM text in the file that the setting names; null where it names none, or a wrong one, which is then a mistake. */
    static @Nullable String authorities(Setting setting, Map<Setting, String> values, List<String> mistakes) {
        var file = values.get(setting);
        if (file == null) {
            return null;
        }
        try {
            var text = Files.readString(Path.of(file));
            if (text.contains("-----BEGIN CERTIFICATE-----")) {
                return text;
            }
            mistakes.add(setting + " names " + file + ", which holds no PEM certificate.");
        } catch (IOException | InvalidPathException unreadable) {
            mistakes.add(setting + " names " + file + ", which cannot be read as a text file.");
        }
        return null;
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Settings.Database database(Path home) {
        var user = values.get(Setting.TINYPIXEL_DB_USER);
        var password = values.getOrDefault(Setting.TINYPIXEL_DB_PASSWORD, "");
        var url = values.get(Setting.TINYPIXEL_DB_URL);
        if (url == null) {
            // With H2's usual write delay a committed transaction can vanish on kill -9.
            var file = home.resolve("database").resolve("tinypixel");
            return new Settings.Database(
                    "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "sa", password);
        }
        if (!url.startsWith("jdbc:postgresql://") && !url.startsWith("jdbc:h2:")) {
            mistakes.add(
                    "TINYPIXEL_DB_URL must begin with jdbc:postgresql:// (leave it out for the embedded database).");
        } else if (url.startsWith("jdbc:postgresql://") && user == null) {
            mistakes.add(
                    "TINYPIXEL_DB_USER is missing: TINYPIXEL_DB_URL names a PostgreSQL server, which wants a user.");
        }
        return new Settings.Database(url, user == null ? "sa" : user, password);
    }

    /** An empty list means: none given, take the one in the home or make it there. */
    private List<Settings.Secret> secrets(Path home) {
        var text = values.get(Setting.TINYPIXEL_SECRET);
        if (text == null) {
            return SecretFile.readIfThere(home).map(List::of).orElse(List.of());
        }
        var secrets = new ArrayList<Settings.Secret>();
        for (var part : text.split(",")) {
            if (part.strip().length() < SHORTEST_SECRET) {
                mistakes.add("TINYPIXEL_SECRET holds a secret of "
                        + part.strip().length() + " characters; each needs " + SHORTEST_SECRET + " or more.");
                return List.of();
            }
            secrets.add(secret(part.strip()));
        }
        if (secrets.stream().map(Settings.Secret::id).distinct().count() < secrets.size()) {
            mistakes.add(
                    "TINYPIXEL_SECRET holds two secrets with the same key id (1 chance in 64): choose another new one.");
        }
        return secrets;
    }

    /** The id comes out of the secret, so that adding a newer one changes none of the others. */
    static Settings.Secret secret(String text) {
        try {
            var id = MessageDigest.getInstance("SHA-256").digest(("key id|" + text).getBytes(StandardCharsets.UTF_8))[0]
                    & 63;
            return new Settings.Secret(id, text);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private @Nullable String bootstrapKey() {
        var key = values.get(Setting.TINYPIXEL_BOOTSTRAP_KEY);
        if (key != null && (key.length() < SHORTEST_SECRET || !key.chars().allMatch(c -> c > ' ' && c < 127))) {
            mistakes.add("TINYPIXEL_BOOTSTRAP_KEY must be " + SHORTEST_SECRET
                    + " or more printable ASCII characters without blanks.");
        }
        return key;
    }

    private List<String> trustedProxies() {
        var networks = new ArrayList<String>();
        for (var part :
                values.getOrDefault(Setting.TINYPIXEL_TRUSTED_PROXIES, "").split(",")) {
            var text = part.strip();
            if (text.isEmpty()) {
                continue;
            }
            var address = new IPAddressString(text).getAddress();
            if (address == null) {
                mistakes.add("TINYPIXEL_TRUSTED_PROXIES holds " + text + ", which is no network such as 10.0.0.0/8.");
            } else {
                networks.add(text);
            }
        }
        return networks;
    }

    private List<String> internalHosts() {
        var text = values.get(Setting.TINYPIXEL_INTERNAL_HOSTS);
        if (text == null) {
            var bind = new IPAddressString(values.getOrDefault(Setting.TINYPIXEL_BIND, "127.0.0.1")).getAddress();
            // While nobody else can reach this server, whoever types an address sits at this machine anyway.
            return bind == null || bind.isLoopback() ? List.of("127.0.0.0/8", "::1/128") : List.of();
        }
        var hosts = new ArrayList<String>();
        for (var part : text.split(",")) {
            var host = part.strip().toLowerCase(Locale.ROOT);
            if (host.isEmpty()) {
                continue;
            }
            if (new IPAddressString(host).getAddress() == null && !new HostName(host).isValid()) {
                mistakes.add("TINYPIXEL_INTERNAL_HOSTS holds " + host
                        + ", which is neither a host name nor a network such as 10.0.0.0/8.");
            } else {
                hosts.add(host);
            }
        }
        return hosts;
    }
}
