package org.tinypixel.tracking;

import java.util.List;
import org.tinypixel.base.CopyId;
import org.tinypixel.settings.Settings;
import org.tinypixel.settings.TestSettings;

/** Addresses as mails carry them, made the way mails get them. */
public final class Minted {
    /** Whom all of them name. */
    public static final CopyId COPY = CopyId.next();

    private Minted() {}

    /** Settings with a secret and these trusted proxies. */
    public static Settings settings(String... proxies) {
        return new TestSettings()
                .publicUrl("http://localhost")
                .secrets(List.of(new Settings.Secret(3, "a secret that is at least thirty-two characters long")))
                .trustedProxies(List.of(proxies))
                .get();
    }

    /** The path of a pixel. */
    public static String pixel(Tokens tokens) {
        return path(decision(tokens).openUrl());
    }

    /** The path of the picture that a style sheet names for this use ({@code f}, {@code q} or {@code p}). */
    public static String marked(Tokens tokens, String mark) {
        var verdict = new TrackingRule.Verdict(true, true, null);
        var pictures = new TrackingDecision(tokens, "http://localhost", COPY, verdict, true).pictures();
        return path(List.of(pictures.split(" ")).stream()
                .filter(picture -> picture.startsWith(mark + "="))
                .findFirst()
                .orElseThrow()
                .substring(2));
    }

    /** The path of a held picture of some copy. */
    public static String view(Tokens tokens, CopyId copy) {
        return path(
                new TrackingDecision(tokens, "http://localhost", copy, new TrackingRule.Verdict(true, true, true, null))
                        .viewUrl());
    }

    /** The path and query of a link. */
    public static String link(Tokens tokens, int index, String destination) {
        return path(decision(tokens).clickUrl(index, new Destination(destination)));
    }

    private static TrackingDecision decision(Tokens tokens) {
        return new TrackingDecision(tokens, "http://localhost", COPY, new TrackingRule.Verdict(true, true, null));
    }

    private static String path(String url) {
        return url.substring("http://localhost".length());
    }
}
