package org.tinypixel.classify;

import java.util.Locale;
import java.util.regex.Pattern;

/** Agents that say themselves that they are programs: libraries, crawlers, monitors, link previews. */
final class Robots {
    /** Words in lower case. An address of a page or mailbox in an agent is there for the owners of sites, so a program sends it. */
    private static final Pattern WORDS = Pattern.compile(
            "https?://|www\\.|\\+mailto|(?<!cu)bot(?![a-rt-z])|robot|crawl|spider|slurp|archiv|scrap|harvest|nutch|larbin|extract|grab"
                    + "|monitor|uptime|pingdom|statuscake|synthetic|lighthouse|pagespeed|gtmetrix|catchpoint|dynatrace|site24x7|zabbix|nagios"
                    + "|ptst/|speedcurve|dareboost|observatory|securityheaders|siteimprove|splash version|dejaclick|measurement|\\bprobe\\b"
                    + "|preview|embedly|facebookexternalhit|facebookcatalog|whatsapp/|skypeuri|slack-img|googleweblight"
                    + "|curl|wget|libwww|lwp|python|aiohttp|httpx|java/|jersey|httpclient|http-client|http_request|okhttp|go-http|go 1\\.|golang"
                    + "|node-fetch|node\\.js|axios|undici|got \\(|guzzle|(?<!fire)php|ruby|perl|faraday|typhoeus|restsharp|postman|insomnia|winhttp"
                    + "|lua-resty|\\(lua\\)|scalaj|sttp|libhttp-|urllib|urlconnection|dart/|dart:|wordpress|drupal"
                    + "|headless|phantomjs|selenium|puppeteer|playwright|webdriver|jsdom|cypress|wechatdevtools"
                    + "|(?<!cam)scan(?!d)|nmap scripting|nikto|sqlmap|nessus|qualys|burp|clamav|virus|proofpoint|mimecast|barracuda|ironport|safelinks|urldefense"
                    + "|validat|checker|link-?check|check_|analyz|feed|rss|newsblur|newsgator|reeder/|(?<!mozac)fetch|download"
                    // No browser goes on inside these brackets, or puts a semicolon behind its last word.
                    + "|\\(khtml, like gecko[^),\\\\]|safari/[0-9.]+;"
                    + "|google(?:association|other|-| favicon)|apis-google|mediapartners|baidu(?!box|bro|hd)");

    /** A place to read of it. Mail clients may name themselves after a domain, and people who test the security of sites add their address to a browser's words. */
    private static final Pattern CONTACT =
            Pattern.compile("(?<![@a-z0-9._-])[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:com|org|io)\\b(?!\\.)");

    private Robots() {}

    /** Whether the agent says it is a program. Mail providers' image proxies look like this, too: they are asked about before. */
    static boolean names(String agent) {
        var lower = agent.toLowerCase(Locale.ROOT);
        return WORDS.matcher(lower).find() || (CONTACT.matcher(lower).find() && !Devices.isMailClient(lower));
    }
}
