package org.tinypixel.classify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
            new Name("icedove/", "Thunderbird"),
            new Name("postbox", "Postbox"),
            new Name("sparkdesktop", "Spark"),
            new Name("sparkmail", "Spark"),
            new Name("readdle", "Spark"),
            new Name("mailspring/", "Mailspring"),
            new Name("mailbird", "Mailbird"),
            new Name("foxmail", "Foxmail"),
            new Name("emclient", "eM Client"),
            new Name("em client", "eM Client"),
            new Name("zohomail", "Zoho Mail"),
            new Name("zohotrident", "Zoho Mail"),
            new Name("android-gmail/", "Gmail"),
            new Name("com.google.gmail", "Gmail"),
            new Name("tutanota", "Tuta"),
            new Name("protonmail", "Proton Mail"),
            new Name("samsung email", "Samsung Email"),
            new Name("nine/", "Nine"),
            new Name("edison", "Edison Mail"),
            new Name("geary/", "Geary"),
            new Name("sylpheed", "Sylpheed"),
            new Name("eudora", "Eudora"),
            new Name("incredimail", "IncrediMail"),
            new Name("mailmaster", "Mail Master"),
            new Name("mailapp/", "mail.com or GMX app"),
            new Name("ymail/", "Yahoo Mail"),
            new Name("yahoomobile", "Yahoo Mail"),
            new Name("airmail", "Airmail"),
            new Name("canary mail", "Canary Mail"),
            new Name("newton", "Newton"),
            new Name("polymail", "Polymail"),
            new Name("hiri/", "Hiri"),
            new Name("wavebox/", "Wavebox"),
            new Name("missive", "Missive"),
            new Name("lark/", "Lark"),
            new Name("bluemail", "BlueMail"),
            new Name("aquamail", "Aqua Mail"),
            new Name("fairemail", "FairEmail"),
            new Name("k-9", "K-9 Mail"),
            new Name("claws mail", "Claws Mail"),
            new Name("evolution/", "Evolution"),
            new Name("kmail", "KMail"),
            new Name("kontact", "KMail"),
            new Name("the bat!", "The Bat!"),
            new Name("lotus-notes", "Notes"),
            new Name("lotus notes", "Notes"),
            new Name("windowscommunicationsapps", "Windows Mail"),
            new Name("outlook-express", "Windows Live Mail"),
            new Name("windows live mail", "Windows Live Mail"),
            new Name("outlook", "Outlook"),
            new Name("microsoft onenote", "OneNote"),
            new Name("onenote/", "OneNote"),
            new Name("microsoft excel", "Excel"),
            new Name("microsoft word", "Word"),
            new Name("microsoft powerpoint", "PowerPoint"),
            new Name("microsoft visio", "Visio"),
            new Name("msoffice", "Outlook"),
            new Name("ms-office", "Outlook"),
            new Name("microsoft office", "Outlook"));

    private static final List<Name> BROWSERS = List.of(
            new Name("fban/", "Facebook"),
            new Name("fbav/", "Facebook"),
            new Name("fb_iab", "Facebook"),
            new Name("instagram", "Instagram"),
            new Name("linkedinapp", "LinkedIn"),
            new Name("micromessenger", "WeChat"),
            new Name("gsa/", "Google app"),
            new Name("edg/", "Edge"),
            new Name("edga/", "Edge"),
            new Name("edgios/", "Edge"),
            new Name("edge/", "Edge"),
            new Name("opr/", "Opera"),
            new Name("opios/", "Opera"),
            new Name("vivaldi/", "Vivaldi"),
            new Name("yabrowser/", "Yandex Browser"),
            new Name("yasearch", "Yandex Browser"),
            new Name("yaapp_", "Yandex Browser"),
            new Name("ucbrowser", "UC Browser"),
            new Name("ucweb/", "UC Browser"),
            new Name("ubrowser/", "UC Browser"),
            new Name("mqqbrowser", "QQ Browser"),
            new Name("qqbrowser", "QQ Browser"),
            new Name("miuibrowser", "Mi Browser"),
            new Name("brave", "Brave"),
            new Name("whale/", "Naver Whale"),
            new Name("silk/", "Amazon Silk"),
            new Name("puffin/", "Puffin"),
            new Name("maxthon", "Maxthon"),
            new Name("mxbrowser/", "Maxthon"),
            new Name("ecosia", "Ecosia"),
            new Name("quark/", "Quark"),
            new Name("palemoon/", "Pale Moon"),
            new Name("waterfox/", "Waterfox"),
            new Name("konqueror", "Konqueror"),
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

    /** A program made of a browser says its own name before the browser's. */
    private static final Pattern APP =
            Pattern.compile("\\(KHTML, like Gecko\\) ([A-Z]\\w+)/[\\w.]+ Chrome/\\S+ Electron/");

    /** Most browsers of makers of phones are called so. */
    private static final Pattern SOME_BROWSER = Pattern.compile("\\b([A-Z][A-Za-z]{2,15}) ?Browser/");

    private static final Pattern OLD_ANDROID = Pattern.compile("android .*version/[0-9.]+ .*safari/");

    /**
     * What an agent says. Agents repeat, and a copy's hits are judged again with each new one, while reading one costs more than all else of a verdict.
     *
     * @param robot whether it says that it is a program
     */
    private record Said(Device device, boolean robot) {}

    private final Map<String, Said> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
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
        return said(userAgent).device();
    }

    /** Whether the agent says that it is a program. */
    boolean isRobot(String userAgent) {
        return said(userAgent).robot();
    }

    private Said said(String userAgent) {
        var agent = cut(userAgent);
        synchronized (known) {
            var said = known.get(agent);
            if (said != null) {
                return said;
            }
        }
        var said = new Said(name(agent), Robots.names(agent));
        synchronized (known) {
            known.put(agent, said);
        }
        return said;
    }

    /** Whether this is a mail provider's proxy by what it says; such proxies name themselves like robots. */
    static boolean isProxy(String agent) {
        var lower = agent.toLowerCase(Locale.ROOT);
        return NAMES.stream().anyMatch(name -> name.proxy() && lower.contains(name.token()))
                || lower.contains("superhumanproxy");
    }

    /** Whether an agent (lower case) names a mail client. */
    static boolean isMailClient(String lower) {
        return named(NAMES, lower) != null;
    }

    static String cut(String agent) {
        return agent.length() > LONGEST ? agent.substring(0, LONGEST) : agent;
    }

    private static Device name(String agent) {
        var lower = agent.toLowerCase(Locale.ROOT);
        var named = named(NAMES, lower);
        if (named == null) {
            named = named(agent, lower);
        }
        if (named != null) {
            return named.proxy()
                    ? new Device(Device.HIDDEN, Device.UNKNOWN, named.client())
                    : new Device(kind(lower), system(lower), named.client());
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

    private static @Nullable Name named(List<Name> names, String lower) {
        for (var name : names) {
            if (lower.contains(name.token())) {
                return name;
            }
        }
        return null;
    }

    /** A name of no list, by the place where it stands; else a browser of the list. */
    private static @Nullable Name named(String agent, String lower) {
        if (lower.startsWith("mail/") && lower.contains("cfnetwork/")) {
            return new Name("mail/", "Apple Mail");
        }
        var app = APP.matcher(agent);
        if (app.find()) {
            return new Name("", app.group(1));
        }
        var listed = named(BROWSERS, lower);
        var usual = listed == null
                || listed.client().startsWith("Chrom")
                || listed.client().equals("Safari");
        if (usual) {
            var other = SOME_BROWSER.matcher(agent);
            if (other.find() && !other.group(1).equals("Mobile")) {
                return new Name("", other.group(1) + " Browser");
            }
        }
        return listed != null
                        && listed.client().equals("Safari")
                        && OLD_ANDROID.matcher(lower).find()
                ? new Name("", "Android Browser")
                : listed;
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
        if (agent.contains("android") || agent.contains("; adr ")) {
            return "Android";
        }
        if (agent.contains("openharmony") || agent.contains("harmonyos")) {
            return "HarmonyOS";
        }
        if (agent.contains("windows") || agent.contains("msoffice") || agent.contains("outlook-express")) {
            return "Windows";
        }
        if (agent.contains("macintosh")
                || agent.contains("mac os x")
                || agent.contains("macoutlook")
                || agent.contains("intelmacosx")
                || agent.contains("os:macos")
                || (agent.contains(" darwin/") && (agent.contains("x86_64") || agent.contains("(mac")))) {
            return "macOS";
        }
        if (agent.contains("microsoft office/")) {
            // Office on a Mac says so.
            return "Windows";
        }
        if (agent.contains("cros ")) {
            return "Chrome OS";
        }
        return agent.contains("linux") || agent.contains("x11") || agent.contains("tizen") ? "Linux" : Device.UNKNOWN;
    }
}
