package org.tinypixel.tracking;

import java.net.URI;
import java.util.List;
import org.tinypixel.base.CopyId;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;

/** What the tests of this feature share. */
final class Samples {
    static final URI OURS = URI.create("https://t.example.com");
    static final Settings.Secret OLD = new Settings.Secret(7, "an old secret that is thirty-two characters long");
    static final Settings.Secret NEW = new Settings.Secret(41, "a new secret that is thirty-two characters long");
    static final CopyId COPY = new CopyId("AAECAwQFBgcICQoLDA0ODw");
    static final Tokens TOKENS = new Tokens(settings(NEW, OLD));

    private Samples() {}

    static Settings settings(Settings.Secret... secrets) {
        return new TestSettings()
                .publicUrl(OURS.toString())
                .secrets(List.of(secrets))
                .get();
    }

    static TrackingDecision tracked() {
        return decision(TOKENS, new TrackingRule.Verdict(true, true, null));
    }

    static TrackingDecision decision(Tokens tokens, TrackingRule.Verdict verdict) {
        return new TrackingDecision(tokens, OURS.toString(), COPY, verdict);
    }

    /** A token by the same way that mails get theirs. */
    static String openToken(Tokens tokens) {
        var url = decision(tokens, new TrackingRule.Verdict(true, true, null)).openUrl();
        return url.substring(url.lastIndexOf('/') + 1, url.length() - ".gif".length());
    }

    static String clickToken(Tokens tokens, int index, String destination) {
        var url = decision(tokens, new TrackingRule.Verdict(true, true, null))
                .clickUrl(index, new Destination(destination));
        var start = url.indexOf("/t/c/") + "/t/c/".length();
        return url.substring(start, url.indexOf("?u="));
    }
}
