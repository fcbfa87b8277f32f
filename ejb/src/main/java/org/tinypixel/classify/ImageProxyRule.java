package org.tinypixel.classify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Mail providers that load pictures when a person opens the mail. For Gmail it is the only sign of an open there is; robot lists call it a crawler (matomo/device-detector)
 * and so lose every Gmail open. Agent and network must agree; where the address tells nothing (a front proxy that is not trusted), the agent alone is a weak sign.
 */
final class ImageProxyRule implements SingleRule {
    /** Faster than most people; SparkPost and SendGrid saw Gmail fetch ahead within seconds. */
    private static final Duration VERY_EARLY = Duration.ofSeconds(3);

    private static final Duration FILTER_TIME = Duration.ofMinutes(2);

    @Override
    public @Nullable Opinion judge(Sight sight) {
        if (!sight.isPixel()) {
            return null;
        }
        if (sight.says("GoogleImageProxy")) {
            return google(sight);
        }
        if (sight.says("YahooMailProxy")) {
            return provider(sight, NetworkClass.YAHOO, "yahoo-proxy", "Yahoo Mail");
        }
        if (sight.says("SuperhumanProxy")) {
            return Opinion.human(
                    Confidence.HIGH,
                    "superhuman-proxy",
                    "Opened in Superhuman; its proxy hides the place, not the device.");
        }
        if (isOther(sight)) {
            return Opinion.human(
                    Confidence.MEDIUM,
                    "provider-proxy",
                    "Opened in " + sight.device().client()
                            + "; its proxy fetched the picture, so place and device are unknown.");
        }
        if (sight.from(NetworkClass.MICROSOFT)
                && !sight.robot()
                && sight.says("Mozilla/")
                && !sight.isWithin(FILTER_TIME)) {
            return Opinion.human(
                    Confidence.LOW,
                    "microsoft-proxy",
                    "Probably opened in Outlook on the web; Microsoft's proxy fetched the picture, so place and device are unknown.");
        }
        return null;
    }

    private static @Nullable Opinion google(Sight sight) {
        var sentence = "Opened in Gmail; Google's proxy fetched the picture, so place and device are unknown.";
        if (sight.from(NetworkClass.GOOGLE) && sight.isWithin(VERY_EARLY)) {
            return Opinion.human(
                    Confidence.LOW,
                    "google-proxy-very-early",
                    "Loaded by Gmail's proxy within seconds of delivery: a person with the inbox open, or Gmail by itself.");
        }
        return sight.from(NetworkClass.GOOGLE)
                ? Opinion.human(Confidence.MEDIUM, "google-proxy", sentence)
                : provider(sight, NetworkClass.GOOGLE, "google-proxy", "Gmail");
    }

    private static @Nullable Opinion provider(Sight sight, NetworkClass home, String key, String name) {
        var sentence = "Opened in " + name + "; its proxy fetched the picture, so place and device are unknown.";
        if (sight.from(home)) {
            return Opinion.human(Confidence.MEDIUM, key, sentence);
        }
        return sight.from(NetworkClass.LOCAL)
                ? Opinion.human(Confidence.LOW, key, sentence + " The address cannot confirm it.")
                : null;
    }

    private static boolean isOther(Sight sight) {
        return sight.says("SeznamEmailProxy") || sight.says("mail.ukr.net") || sight.says("RamblerMail");
    }
}
