package org.tinypixel.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings for tests: what a test does not name is the usual. */
public final class TestSettings {
    private URI publicUrl = URI.create("https://t.example.com");
    private Settings.Relay relay = new Settings.Relay.Capture();
    private Settings.Database database = new Settings.Database("jdbc:h2:mem:unused", "sa", "");
    private List<Settings.Secret> secrets = List.of();
    private List<String> trustedProxies = List.of();
    private Settings.@Nullable Inbox inbox;
    private Settings.Judging judging = Settings.Judging.USUAL;

    public TestSettings publicUrl(String address) {
        publicUrl = URI.create(address);
        return this;
    }

    public TestSettings relay(Settings.Relay to) {
        relay = to;
        return this;
    }

    public TestSettings database(String url) {
        database = new Settings.Database(url, "sa", "");
        return this;
    }

    public TestSettings secrets(List<Settings.Secret> newestFirst) {
        secrets = newestFirst;
        return this;
    }

    public TestSettings trustedProxies(List<String> networks) {
        trustedProxies = networks;
        return this;
    }

    public TestSettings inbox(Settings.Inbox read) {
        inbox = read;
        return this;
    }

    public TestSettings judging(Settings.Judging how) {
        judging = how;
        return this;
    }

    public Settings get() {
        return new Settings(
                Path.of("unused").toAbsolutePath(),
                8080,
                "127.0.0.1",
                publicUrl,
                relay,
                database,
                secrets,
                null,
                trustedProxies,
                List.of(),
                new Settings.Gateway(
                        0,
                        0,
                        null,
                        null,
                        List.of(),
                        35 * 1024 * 1024,
                        500,
                        200,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1)),
                false,
                inbox,
                judging);
    }
}
