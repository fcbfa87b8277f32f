package org.tinypixel.classify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apple Mail Privacy Protection loads pictures whether or not the mail is read, minutes to days later. Its agent is exactly {@code Mozilla/5.0} (ua-parser/uap-core issue 509).
 * A relay address with a browser's agent is a person.
 */
final class ApplePrivacyRule implements SingleRule {
    private static final String MAY_BE_READ = " It may or may not have been read.";
    private static final Opinion SURE = Opinion.machine(
            Confidence.HIGH,
            "privacy-proxy",
            "Apple Mail loaded the picture by itself to protect the reader's privacy." + MAY_BE_READ);
    private static final Opinion BY_AGENT = Opinion.machine(
            Confidence.MEDIUM,
            "privacy-proxy-by-agent",
            "Probably Apple Mail, which loads pictures by itself to protect the reader's privacy." + MAY_BE_READ);
    private static final Opinion BY_NETWORK = Opinion.machine(
            Confidence.MEDIUM,
            "privacy-proxy-by-network",
            "Loaded through Apple's privacy relay, probably by Apple Mail itself." + MAY_BE_READ);

    @Override
    public List<Opinion> opinions() {
        return List.of(SURE, BY_AGENT, BY_NETWORK);
    }

    @Override
    public @Nullable Opinion judge(Sight sight) {
        var relay = sight.network().type().isRelay();
        if (sight.agent().equals("Mozilla/5.0")) {
            return relay ? SURE : BY_AGENT;
        }
        // On other networks these words are Apple Mail without protection, or Outlook on a Mac (warmbly issue 564).
        return relay && sight.isPixel() && Devices.isBareWebKit(sight.agent()) ? BY_NETWORK : null;
    }
}
