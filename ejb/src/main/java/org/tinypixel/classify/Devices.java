package org.tinypixel.classify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ua_parser.Parser;

/**
 * Names device, system and client behind a user agent: first from a table of mail clients and browsers, then from ua-parser, which knows browsers well and mail clients
 * badly. Slow for a new string (milliseconds), so the last ones are kept.
 */
final class Devices {
    /** Slow expressions meet no more than this of an agent. */
    static final int LONGEST = 512;

    private static final int KEPT = 10_000;

    /** In order: what names a client surely before what many clients carry. */
    private static final List<Name> NAMES = List.of(
            new Name("googleimageproxy", "Gmail", true),
            new Name("yahoomailproxy", "Yahoo Mail", true),
            new Name("seznamemailproxy", "Seznam Mail", true),
            new Name("mail.ukr.net", "Ukr.net", true),
            new Name("ramblermail", "Rambler Mail", true),
            new Name("superhuman", "Superhuman"),
            new Name("thunderbird/", "Thunderbird"),
            new Name("betterbird/", "Betterbird"),
            new Name("postbox/", "Postbox"),
            new Name("sparkdesktop", "Spark"),
            new Name("sparkmail", "Spark"),
            new Name("readdle", "Spark"),
            new Name("mailspring/", "Mailspring"),
            new Name("mailbird", "Mailbird"),
            new Name("foxmail", "Foxmail"),
            new Name("emclient", "eM Client"),
            new Name("em client", "eM Client"),
            new Name("zohomail", "Zoho Mail"),
            new Name("mailmaster", "Mail Master"),
            new Name("mailapp/", "mail.com or GMX app"),
            new Name("ymail/", "Yahoo Mail"),
            new Name("yahoomobile", "Yahoo Mail"),
            new Name("airmail", "Airmail"),
            new Name("canary mail", "Canary Mail"),
            new Name("newton", "Newton"),
            new Name("polymail", "Polymail"),
            new Name("bluemail", "BlueMail"),
            new Name("aquamail", "Aqua Mail"),
            new Name("fairemail", "FairEmail"),
            new Name("k-9", "K-9 Mail"),
            new Name("claws mail", "Claws Mail"),
            new Name("evolution/", "Evolution"),
            new Name("kmail", "KMail"),
            new Name("the bat!", "The Bat!"),
            new Name("lotus-notes", "Notes"),
            new Name("lotus notes", "Notes"),
            new Name("windowscommunicationsapps", "Windows Mail"),
            new Name("outlook-express", "Windows Live Mail"),
            new Name("windows live mail", "Windows Live Mail"),
            new Name("outlook", "Outlook"),
            new Name("msoffice", "Outlook"),
            new Name("ms-office", "Outlook"),
            new Name("microsoft office", "Outlook"),
            new Name("edg/", "Edge"),
            new Name("edga/", "Edge"),
            new Name("edgios/", "Edge"),
            new Name("edge/", "Edge"),
            new Name("opr/", "Opera"),
            new Name("opios/", "Opera"),
            new Name("vivaldi/", "Vivaldi"),
            new Name("yabrowser/", "Yandex Browser"),
            new Name("samsungbrowser/", "Samsung Internet"),
            new Name("ddg/", "DuckDuckGo"),
            new Name("duckduckgo/", "DuckDuckGo"),
            new Name("fxios/", "Firefox"),
            new Name("seamonkey/", "SeaMonkey"),
            new Name("firefox/", "Firefox"),
            new Name("crios/", "Chrome"),
            new Name("chromium/", "Chromium"),
            new Name("chrome/", "Chrome"),
            new Name("trident/", "Internet Explorer"),
            new Name("msie ", "Internet Explorer"),
            new Name("safari/", "Safari"));

    private final Map<String, Device> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Device> eldest) {
            return size() > KEPT;
        }
    };

    private static final class Library {
        static final Parser PARSER = new Parser();
    }

    /** What stands in an agent (lower case), whose it is, and whether a provider's proxy hides the device behind it. */
    private record Name(String token, String client, boolean proxy) {
        Name(String token, String client) {
            this(token, client, false);
        }
    }

    /** The device behind an agent, its client {@code unknown} where nothing names it. */
    Device of(String userAgent) {
        var agent = cut(userAgent);
        synchronized (known) {
            var device = known.get(agent);
            if (device != null) {
                return device;
            }
        }
        var device = name(agent);
        synchronized (known) {
            known.put(agent, device);
        }
        return device;
    }

    /** Whether this is a mail provider's proxy by what it says; such proxies name themselves like robots. */
    static boolean isProxy(String agent) {
        var lower = agent.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(name -> name.proxy() && lower.contains(name.token()))
                || lower.contains("superhumanproxy");
    }

    static String cut(String agent) {
        return agent.length() > LONGEST ? agent.substring(0, LONGEST) : agent;
    }

    private static Device name(String agent) {
        var lower = agent.toLowerCase(Locale.ROOT);
        for (var name : NAMES) {
            if (lower.contains(name.token())) {
                return name.proxy()
                        ? new Device(Device.HIDDEN, Device.UNKNOWN, name.client())
                        : new Device(kind(lower), system(lower), name.client());
            }
        }
        if (agent.equals("Mozilla/5.0")) {
            return new Device(Device.HIDDEN, Device.UNKNOWN, "Apple Mail");
        }
        if (isBareWebKit(agent)) {
            // On a Mac, Outlook sends the same words.
            return new Device(
                    kind(lower), system(lower), lower.contains("macintosh") ? "Apple Mail or Outlook" : "Apple Mail");
        }
        var client = agent.isBlank() ? "Other" : Library.PARSER.parseUserAgent(agent).family;
        return new Device(
                kind(lower), system(lower), client == null || client.equals("Other") ? Device.UNKNOWN : client);
    }

    /** WebKit without a browser's name: Apple Mail, Outlook on a Mac, and Apple's own fetcher. */
    static boolean isBareWebKit(String agent) {
        return agent.contains("AppleWebKit/")
                && agent.contains("(KHTML, like Gecko)")
                && !agent.contains("Safari/")
                && !agent.contains("Chrome/")
                && (agent.endsWith("(KHTML, like Gecko)") || agent.contains("(KHTML, like Gecko) Mobile/"));
    }

    private static String kind(String agent) {
        if (agent.contains("iphone") || agent.contains("ipod") || agent.contains("outlook-ios")) {
            return "phone";
        }
        if (agent.contains("ipad")) {
            return "tablet";
        }
        if (agent.contains("mobile") || agent.contains("windows phone") || agent.contains("outlook-android")) {
            return "phone";
        }
        if (agent.contains("android")) {
            return agent.contains("applewebkit") ? "tablet" : Device.UNKNOWN;
        }
        return system(agent).equals(Device.UNKNOWN) && !agent.contains("gecko") ? Device.UNKNOWN : "desktop";
    }

    private static String system(String agent) {
        if (agent.contains("iphone")
                || agent.contains("ipad")
                || agent.contains("ipod")
                || agent.contains("-ios")
                || agent.contains("crios/")) {
            return "iOS";
        }
        if (agent.contains("android")) {
            return "Android";
        }
        if (agent.contains("windows") || agent.contains("msoffice") || agent.contains("outlook-express")) {
            return "Windows";
        }
        if (agent.contains("macintosh")
                || agent.contains("mac os x")
                || agent.contains("macoutlook")
                || agent.contains("intelmacosx")) {
            return "macOS";
        }
        if (agent.contains("cros ")) {
            return "Chrome OS";
        }
        return agent.contains("linux") || agent.contains("x11") || agent.contains("tizen") ? "Linux" : Device.UNKNOWN;
    }
}
