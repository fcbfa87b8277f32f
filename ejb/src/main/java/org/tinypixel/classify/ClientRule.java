package org.tinypixel.classify;

import org.jspecify.annotations.Nullable;

/** A mail client or browser that is known, on a network where people are. */
final class ClientRule implements SingleRule {
    @Override
    public @Nullable Opinion judge(Sight sight) {
        var client = sight.device().client();
        if (client.equals(Device.UNKNOWN)) {
            return null;
        }
        if (sight.network().type().isOrdinary()) {
            return sight.isClick()
                    ? Opinion.human(
                            Confidence.HIGH,
                            "click-proves-open",
                            "A person clicked in " + client + ", which proves an open.")
                    : Opinion.human(
                            Confidence.HIGH, "person", "Loaded by a normal mail client or browser (" + client + ").");
        }
        if (sight.from(NetworkClass.PRIVATE_RELAY) || sight.from(NetworkClass.APPLE)) {
            return Opinion.human(
                    Confidence.HIGH,
                    sight.isClick() ? "click-proves-open" : "person",
                    "A person in " + client + ", through a privacy relay that hides the place.");
        }
        return Opinion.human(
                Confidence.LOW,
                "person-on-server-network",
                "A browser on a network of rented servers: a person behind a private network, or a program.");
    }
}
