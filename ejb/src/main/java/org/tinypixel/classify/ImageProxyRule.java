package org.tinypixel.classify;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mail providers that load pictures when a person opens the mail. For Gmail it is the only sign of an open there is; robot lists call it a crawler (matomo/device-detector)
 * and so lose every Gmail open. Agent and network must agree; where the address tells nothing (a front proxy that is not trusted), the agent alone is a weak sign.
 */
final class ImageProxyRule implements SingleRule {
    /** Faster than most people; SparkPost and SendGrid saw Gmail fetch ahead within seconds. */
    private static final Duration VERY_EARLY = Duration.ofSeconds(3);

    private static final Duration FILTER_TIME = Duration.ofMinutes(2);
    private static final Opinion GOOGLE_EARLY = Opinion.human(
            Confidence.LOW,
            "google-proxy-very-early",
            "Loaded by Gmail's proxy within seconds of delivery: a person with the inbox open, or Gmail by itself.");
    private static final Opinion GOOGLE = Opinion.human(
            Confidence.MEDIUM,
            "google-proxy",
            "Opened in Gmail; Google's proxy fetched the picture, so place and device are unknown.");
    private static final Opinion YAHOO = Opinion.human(
            Confidence.MEDIUM,
            "yahoo-proxy",
            "Opened in Yahoo Mail; its proxy fetched the picture, so place and device are unknown.");
    private static final Opinion SUPERHUMAN = Opinion.human(
            Confidence.HIGH, "superhuman-proxy", "Opened in Superhuman; its proxy hides the place, not the device.");
    private static final Opinion OTHER = Opinion.human(
            Confidence.MEDIUM,
            "provider-proxy",
            "Opened in {client}; its proxy fetched the picture, so place and device are unknown.");
    private static final Opinion MICROSOFT = Opinion.human(
            Confidence.LOW,
            "microsoft-proxy",
            "Probably opened in Outlook on the web; Microsoft's proxy fetched the picture, so place and device are unknown.");

    @Override
    public List<Opinion> opinions() {
        return List.of(GOOGLE_EARLY, GOOGLE, YAHOO, SUPERHUMAN, OTHER, MICROSOFT);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        if (!sight.isPixel()) {
            return null;
        }
        if (sight.says("GoogleImageProxy")) {
            return sight.from(NetworkClass.GOOGLE) && sight.isWithin(VERY_EARLY)
                    ? GOOGLE_EARLY
                    : provider(sight, NetworkClass.GOOGLE, GOOGLE);
        }
        if (sight.says("YahooMailProxy")) {
            return provider(sight, NetworkClass.YAHOO, YAHOO);
        }
        if (sight.says("SuperhumanProxy")) {
            return SUPERHUMAN;
        }
        if (sight.device().kind().equals(Device.HIDDEN) && Devices.isProxy(sight.agent())) {
            return OTHER.in(sight.device().client());
        }
        var microsoft = sight.from(NetworkClass.MICROSOFT)
                && !sight.robot()
                && sight.says("Mozilla/")
                && !sight.isWithin(FILTER_TIME);
        return microsoft ? MICROSOFT : null;
    }

    private static @Nullable Opinion provider(Sight sight, NetworkClass home, Opinion opinion) {
        if (sight.from(home)) {
            return opinion;
        }
        // The front proxy's address stands for all: the agent is all there is.
        return sight.from(NetworkClass.LOCAL)
                ? Opinion.human(Confidence.LOW, opinion.key(), opinion.sentence() + " The address cannot confirm it.")
                : null;
    }
}
