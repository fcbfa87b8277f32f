package org.tinypixel.tracking;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** HTML as a part of a mail that has all the time it wants. */
    static Optional<TrackableHtml> html(String html, URI ours, Set<String> unsubscribes) {
        try {
            return TrackableHtml.read(html, ours, unsubscribes, new Patience(() -> 0));
        } catch (MimePart.Unclear unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** The same for a mail. */
    static TrackableMail mail(byte[] message) {
        return TrackableMail.read(ReadContent.of(message), OURS, new Patience(() -> 0));
    }

    static byte[] copy(TrackableMail mail, String pictures, List<String> urls) {
        return mail.make(new TrackableMail.Filling(pictures, urls, null)).bytes();
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
