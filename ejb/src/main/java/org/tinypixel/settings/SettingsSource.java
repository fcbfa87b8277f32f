package org.tinypixel.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the one {@link Settings} of a server; a wrong environment fails the start with every mistake named. */
@ApplicationScoped
public class SettingsSource {
    /** Settings of this process. {@link BadSettings} names all mistakes. */
    @Produces
    @Singleton
    Settings settings() {
        return load(System.getenv(), properties());
    }

    static Settings load(Map<String, String> environment, Map<String, String> properties) {
        var outcome = new SettingsReader(environment, properties).read();
        var settings = outcome.settings();
        if (settings == null) {
            throw new BadSettings(outcome.mistakes());
        }
        return settings.secrets().isEmpty()
                ? withSecrets(settings, List.of(SecretFile.readOrMake(settings.home())))
                : settings;
    }

    private static Settings withSecrets(Settings settings, List<Settings.Secret> secrets) {
        return new Settings(
                settings.home(),
                settings.httpPort(),
                settings.bind(),
                settings.publicUrl(),
                settings.relay(),
                settings.database(),
                secrets,
                settings.bootstrapKey(),
                settings.trustedProxies(),
                settings.internalHosts(),
                settings.gateway(),
                settings.viewTime(),
                settings.inbox(),
                settings.judging());
    }

    static Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        System.getProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        return properties;
    }

    /** The environment is wrong; the message lists every mistake on a line of its own. */
    public static final class BadSettings extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadSettings(List<String> mistakes) {
            super("Tinypixel cannot start:\n  - " + String.join("\n  - ", mistakes));
        }
    }
}
