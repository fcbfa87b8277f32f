package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail client or browser that is known, on a network where people are. */
final class ClientRule implements SingleRule {
    /** Most people take longer; some programs do not. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String PERSON = "person";
    private static final String CLICK = "click-proves-open";
    private static final Opinion LOADED =
            Opinion.human(Confidence.HIGH, PERSON, "Loaded by a normal mail client or browser ({client}).");
    private static final Opinion LOADED_SOON = Opinion.human(
            Confidence.MEDIUM,
            PERSON,
            "Loaded by a normal mail client or browser ({client}), but within seconds of delivery.");
    private static final Opinion CLICKED =
            Opinion.human(Confidence.HIGH, CLICK, "A person clicked in {client}, which proves an open.");
    private static final Opinion RELAYED = Opinion.human(
            Confidence.HIGH, PERSON, "A person in {client}, through a privacy relay that hides the place.");
    private static final Opinion CLICKED_RELAYED = Opinion.human(
            Confidence.HIGH, CLICK, "A person clicked in {client}, through a privacy relay that hides the place.");
    private static final Opinion ON_SERVER = Opinion.human(
            Confidence.LOW,
            "person-on-server-network",
            "A browser on a network of rented servers: a person behind a private network, or a program.");

    @Override
    public List<Opinion> opinions() {
        return List.of(LOADED, LOADED_SOON, CLICKED, RELAYED, CLICKED_RELAYED, ON_SERVER);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var client = sight.device().client();
        if (client.equals(Device.UNKNOWN)) {
            return null;
        }
        var network = sight.network().type();
        if (network.isOrdinary()) {
            var soon = sight.isWithin(SOON)
                    && network != NetworkClass.LOCAL
                    && !sight.copy().captured();
            return (sight.isClick() ? CLICKED : soon ? LOADED_SOON : LOADED).in(client);
        }
        if (network.isRelay()) {
            return (sight.isClick() ? CLICKED_RELAYED : RELAYED).in(client);
        }
        return ON_SERVER;
    }
}
