package org.tinypixel.mail;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the words of mail servers mean, whoever says them. The order is the policy: words that name one cause stand before words that many causes share, and what proves that a
 * mailbox is there (it is full, too much came for it) stands before what denies it.
 *
 * <p>Every pattern has bounded gaps only, so that no text makes it slow.
 */
final class RefusalWords {
    private record Words(Reason reason, Pattern pattern) {
        Words(Reason reason, String... alternatives) {
            this(reason, Pattern.compile(String.join("|", alternatives)));
        }
    }

    /** What can have an owner who reads mail. */
    private static final String BOX =
            "(?:user(?:name|id)?|recipients?|mail ?box|address(?:es|ee)?|account|alias|inbox|person|customer|member|subscriber|e-?mail|login|local[- ]?part|destinataire)";

    /** Words that say it whatever the rest of the answer says. */
    private static final List<Words> CLEAR = List.of(
            new Words(
                    Reason.NETWORK,
                    "too many (?:hops|received)",
                    "hop count",
                    "(?:routing|mail|mailer|forwarding) ?loop",
                    "loops? back",
                    "looping"),
            new Words(
                    Reason.RATE,
                    "too many (?:recipients|connections?|messages|mails?|e-?mails|errors|sessions|concurrent|invalid|smtp|requests|different|unknown|bad)",
                    "too (?:fast|frequent)",
                    "rate[- ]?limit",
                    "at a rate",
                    "(?:message|sending|mail|hourly|daily|connection|receiving)[- ](?:rate|quota)",
                    "throttl",
                    "(?:daily|hourly) (?:sending |message |user |mail )*limit",
                    "exceed\\w* (?:\\w+ ){0,4}(?:number of|connections?|messages per|recipients|rate|per (?:hour|day|minute))",
                    "max(?:imum)? (?:\\w+ ){0,3}(?:connections|recipients|messages) (?:\\w+ ){0,3}(?:exceeded|reached)",
                    "concurren\\w+ (?:\\w+ ){0,2}(?:limit|connections)",
                    "unusual (?:rate|volume|amount)",
                    "(?:slow|calm) down",
                    "(?:account|domain|ip|host|server) is sending too"),
            new Words(
                    Reason.TOO_LARGE,
                    "(?:message|mail|attachment|content|body|file|data|size)s?\\b[^.;]{0,40} too (?:large|big|heavy)",
                    "too (?:large|big) (?:message|mail|body|for)",
                    "(?:message|mail|e-?mail)(?:'s)? (?:size|length|body|header size)?[^.;]{0,20}(?:exceed|larger than|bigger than)",
                    "size (?:\\w+ ){0,3}exceeds",
                    "exceed\\w* (?:\\w+ ){0,4}(?:message|mail|maximum|max|fixed|server|size)(?:\\w+ ){0,3} ?(?:size|length|limit)",
                    "(?:max(?:imum)?|permitted|allowed) (?:message|mail|e-?mail)(?: \\w+)? size",
                    "(?:message|recip|recipient|sender|mail)[ -]?size ?limit",
                    "exceeds (?:the )?limit set",
                    "line too long",
                    "message too (?:large|big)",
                    "nachricht[^.;]{0,20}zu gro(?:ß|ss)",
                    "trop volumineux"),
            new Words(
                    Reason.MAILBOX_FULL,
                    "over (?:\\w+ )?quota",
                    "overquota",
                    "quota (?:\\w+ ){0,4}(?:exceed|violation|full|reached|limit)",
                    "exceed\\w* (?:\\w+ ){0,6}(?:storage|quota|mailbox|allowed size|disk|space|mail ?box)",
                    "(?:user(?:'s)?|recipient(?:'s)?|mail ?box|inbox|folder|mail ?drop|account|directory|maildir|storage|disk|file ?system|mail ?server)\\b[^.;]{0,80}\\bfull\\b",
                    "full (?:mail ?box|inbox)",
                    "mail ?box (?:\\w+ ){0,3}(?:exceed|size|limit|quota)",
                    "(?:insufficient|not enough|no|low|out of|not sufficient|lack of|inadequate) (?:\\w+ ){0,3}(?:storage|space|quota)\\b",
                    "storage (?:\\w+ ){0,3}(?:full|exceeded|limit)",
                    "disk (?:quota|full|space)",
                    "no (?:more )?room",
                    "too (?:much|many) (?:mail data|mails? (?:in|on))",
                    "has (?:too many|exceeded)[^.;]{0,20} (?:messages on the server|mailbox)",
                    "max(?:imum)? (?:mailbox|storage|inode)",
                    "postfach[^.;]{0,40}voll",
                    "bo[iî]te[^.;]{0,60}pleine",
                    "casella[^.;]{0,40}piena",
                    "buz[oó]n[^.;]{0,40}lleno",
                    "переполнен",
                    "メールボックス[^。]{0,30}(?:いっぱい|容量|一杯)",
                    "容量[^。]{0,20}(?:超|オーバー)"),
            new Words(
                    Reason.AUTHENTICATION,
                    "\\bspf\\b",
                    "\\bdkim\\b",
                    "\\bdmarc\\b",
                    "\\bdomainkeys?\\b",
                    "\\barc\\b [^.;]{0,20}(?:fail|chain)",
                    "sender policy framework",
                    "sender[- ]?id\\b",
                    "unauthenticated (?:e-?mail|mail|message)",
                    "(?:mail|e-?mail|message|sender|domain)[^.;]{0,20} (?:is|was) (?:unauthenticated|not authenticated)",
                    "(?:not|fail\\w*|lack\\w*|miss\\w*|pass\\w*) (?:\\w+ ){0,4}authentication (?:check|result|test|information)"),
            new Words(
                    Reason.MOVED,
                    "(?:user|recipient|mailbox|address|account|person)[^.;]{0,40} (?:has |was |been )*moved\\b",
                    "has (?:been )?moved to",
                    "address (?:has |was )?(?:been )?changed",
                    "changed (?:his|her|their|the|its) (?:e-?mail )?address",
                    "(?:new|current) (?:e-?mail )?address (?:is|:)",
                    "not local[;,:.]? (?:please )?try",
                    "(?:has been|was) replaced by",
                    "mail ?box (?:has )?moved"),
            new Words(
                    Reason.POLICY,
                    "relay(?:ing|ed)?[ :-]+(?:\\w+ ){0,3}(?:denied|prohibited|not|disallow\\w*|forbidden|restricted|refused|blocked|rejected|operation)",
                    "(?:not|n't|cannot|unable to|refus\\w+ to|no|never|denied|open) (?:\\w+ ){0,3}(?:relay\\w*|third[- ]party)",
                    "relay (?:access|not|is|must)",
                    "rcpthosts",
                    "(?:authentication|auth|authenticate) (?:is )?(?:required|needed|first)",
                    "(?:must|need to|please) (?:first )?(?:authenticate|log ?in|check (?:your|for) (?:new )?mail)",
                    "authrequired",
                    "unauthenticated sender",
                    "not (?:a )?(?:gateway|mail relay)",
                    "source[- ]rout(?:e|ing)"),
            new Words(
                    Reason.BLOCKED,
                    "reverse (?:dns|ip|lookup|mapping|address|host)",
                    "\\br?dns\\b[^.;]{0,20}(?:reverse|ptr)",
                    "\\bptr\\b",
                    "no (?:valid )?hostname",
                    "\\behlo\\b",
                    "(?<!performing the )\\bhelo\\b",
                    "fcrdns",
                    "dns ?bl\\b",
                    "\\brbls?\\b",
                    "block(?:ed)?[- ]?list",
                    "black[- ]?list(?:ed|ing)? (?!url|link)",
                    "black[- ]?listed$",
                    "(?:is |been |was |are )(?:currently |on |in )?(?:the |our |a |an )?(?:\\w+ )?black[- ]?list",
                    "deny[- ]?list",
                    "(?<!not )\\blisted (?:at|in|by|on)\\b",
                    "spamhaus|spamcop|sorbs|senderbase|barracudacentral|uceprotect|surriel",
                    "blocked (?:using|by|for|due|because|from)",
                    "(?:low|poor|bad) (?:\\w+ ){0,3}reputation",
                    "reputation (?:of|is|score|too)",
                    "banned (?:sending )?(?:ip|host)",
                    "client (?:host|ip|address)",
                    "(?:your|sending|source|connecting|sender(?:'s)?) (?:ip|host|server|network|mta|mail ?server|isp)\\b",
                    "\\bip (?:address )?[^.;]{0,40}(?:block|reject|denied|listed|not allowed|banned|refus)",
                    "dynamic(?:ally)? (?:ip|assigned|address|host|allocated)",
                    "(?:not|n't|no longer) accept(?:ing|ed)? (?:\\w+ ){0,4}(?:from|connections?)\\b",
                    "(?:connections?|mail|e-?mail|messages?) from [^.;]{0,60}(?:refused|rejected|denied|blocked|deferred|not accepted)",
                    "unverifiable sending",
                    "user complaints"),
            new Words(
                    Reason.POLICY,
                    "(?:invalid|unknown|unverif\\w+|unresolv\\w+|bad|no such|spoofed|forged|fake) sender",
                    "sender[^.;]{0,20} (?:domain |address )?(?:verif\\w+|rejected|denied|unknown|invalid|mismatch|refused|blocked|prohibited|is not|not (?:allowed|accepted|permitted|found|exist|valid|authorized|on))",
                    "sender (?:address|domain)\\b",
                    "(?:domain of|envelope|return) ?-?(?:sender|path)",
                    "purported responsible",
                    "(?:in|your) (?:the )?from:?(?: header| field)? ",
                    "mail from\\b",
                    "sending domain",
                    "backscatter",
                    "not (?:on|in) (?:\\w+ ){0,3}(?:white|allow)[- ]?list",
                    "only accepting mail from",
                    "only (?:accepts?|allows?) (?:\\w+ ){0,3}from",
                    "does(?: not|n't) (?:accept|allow|receive) (?:\\w+ ){0,4}from"),
            new Words(
                    Reason.VIRUS,
                    "\\bvirus",
                    "malware",
                    "infected",
                    "trojan",
                    "\\bworm\\b",
                    "harmful|dangerous (?:content|attachment)"),
            new Words(
                    Reason.SPAM,
                    "\\bspam",
                    "\\bjunk",
                    "unsolicited",
                    "\\bu[bc]e\\b",
                    "\\bbulk (?:e-?)?mail",
                    "bulk email filter",
                    "phish",
                    "suspicious",
                    "black[- ]?listed (?:url|link)",
                    "\\bscored? (?:\\w+ ){0,3}(?:as|too|above|over)",
                    "(?:identified|detected|classified|considered|marked) as (?:\\w+ )?(?:spam|bulk|junk|unwanted)"),
            new Words(
                    Reason.SUSPENDED,
                    "(?:account|mail ?box|user|recipient|customer|domain|address|e-?mail|member)\\b[^.;]{0,60}\\b(?:disabled|suspend\\w*|de-?activated|deactivat\\w*|locked|frozen|discontinued|terminated|on hold|over(?:due| due)|not (?:been )?activated|temporarily (?:unavailable|blocked|closed)|inactive|inactivity|closed|expired)\\b",
                    "(?:disabled|suspended|inactive|de-?activated|locked|frozen|closed|expired) (?:\\w+ )?(?:account|mail ?box|user|recipient|address)",
                    "mailbox (?:is )?currently (?:suspended|not available)",
                    "extended inactivity"));

    /** The domain takes no mail at all. */
    private static final Words NOT_ACCEPTING = new Words(
            Reason.NOT_ACCEPTING,
            "null ?mx",
            "no smtp service",
            "\\bmx or srv\\b",
            "(?:find|found|have|has|no) (?:a |any |valid )*mail exchangers?\\b",
            "no (?:usable )?mx\\b",
            "not accepting network messages",
            "(?:domain|host|server|system|address|destination|mailbox)\\b[^.;]{0,30} (?:does not|doesn't|not|no longer|never) (?:accepts?|accepting|receiv\\w*|takes?) (?:any |e-?)*mails?\\b(?! (?:from|for))",
            "this (?:host|server) (?:does not|doesn't) accept mail",
            "smtp (?:service )?(?:is )?(?:disabled|not offered)");

    private static final Words HOST_UNKNOWN = new Words(
            Reason.HOST_UNKNOWN,
            "host(?:name)? (?:is )?(?:unknown|invalid)",
            "bad destination system",
            "^_ (?:does not exist|doesn't exist|not found|unknown)",
            "(?:unknown|invalid|illegal|bad|non-?existent|no such|unresolvable|unrecogni[sz]ed) (?:destination |recipient |mail |remote )*(?:host|domain)",
            "(?:host|domain)(?: or domain)?(?: name)?\\b[^.;]{0,60} (?:was |is |could |can |does |did |do )?(?:not|n't|cannot)(?: be)? (?:found|exist|resolv\\w+|valid|known|registered)",
            "(?:domain|host)\\b[^.;]{0,40} (?:doesn't|does not|didn't|couldn't|can't|cannot) (?:exist|be (?:found|resolved))",
            "couldn't find any host",
            "nxdomain|non-?existent domain",
            "name (?:or )?service not known",
            "unrout?e?able",
            "unable to (?:route|resolve)",
            "point to non-?existent hosts",
            "host address lookups? failed permanently",
            "domain (?:name )?(?:has )?expired",
            "domain .{0,40}(?:unbekannt|existiert nicht|inconnu|introuvable)");

    private static final Words USER_UNKNOWN = new Words(
            Reason.USER_UNKNOWN,
            BOX
                    + "\\b[^.;]{0,80}?(?:unknown|unrecogni[sz]ed|(?:not|never|n't)(?: be| been)? (?:found|exist(?:s|ing)?|known|listed|present|recogni[sz]ed|local|registered|valid|available|active|ok|deliverable|unique|our)"
                    + "|not (?:a |an |in |on |at )(?:\\w+ ){0,3}(?:valid|known|user|customer|recipient|mail ?box|list|table|directory|system|server|host|address|account)"
                    + "|no longer|invalid|non-?existent|unavailable|unavaiable|undeliverable|wrong|incorrect|missing|refused recipient|does(?: not|n't) have)",
            "(?:unknown|no such|invalid|illegal|bad|non-?existent|unrecogni[sz]ed|undeliverable|incorrect|wrong|undefined|no valid|non-?valid|not (?:a |an |our )?(?:valid|known|existing|local|registered|active)?) ?(?:local |virtual |final |e-?mail |mail |delivery |destination |domain |or |inactive |external )*"
                    + BOX + "s?\\b",
            "no (?:\\w+ )?(?:mail ?box|account|user|one|person|recipient)[^.;]{0,40} (?:here|by (?:that|this) name|at (?:this|that)|with (?:that|this)|available|found|named|called)",
            "there is no (?:one|user|such)",
            "recipient (?:address )?(?:rejected|not ok|refused)[.:]? ?(?:access denied|undeliverable|unknown|$|\\()",
            "recipient address rejected[. ]*$",
            "invalid[- ]recipient|recip(?:ient)? ?notfound|recipnotfound|recipientnotfound|adr \\w*notfound",
            "(?:bad|valid)[- ]?rcpt ?to",
            "envelope recipient (?:has been denied|is)",
            "can't accept user|can't find (?:user|recipient)|cannot find (?:the )?(?:user|recipient|mail ?box)",
            "not (?:listed in|found in|in) (?:\\w+ ){0,4}(?:directory|name & address book|table|address book)",
            "not (?:unique|listed) in",
            "name is not recogni[sz]ed",
            "rejected recipients",
            "(?:utilisateur|destinataire|adresse|bo[iî]te)[^.;]{0,60}(?:inconnue?|invalide|introuvable|n'existe (?:pas|plus))",
            "(?:empf(?:ä|ae)nger|benutzer|postfach|adresse|e-mail)[^.;]{0,60}(?:unbekannt|existiert nicht|nicht (?:gefunden|bekannt|vorhanden)|ung(?:ü|ue)ltig)",
            "no existe|desconocido|sconosciuto|inesistente|non esiste|nessun utente|onbekend|bestaat niet|não existe|desconhecido|nieznany|okänd",
            "не найден|не существует|неизвестный|несуществующ",
            "ディレクトリ[^。]{0,20}(?:ありません|見つかり)",
            "(?:宛先|ユーザー?|アドレス|受信者)[^。]{0,40}(?:存在しません|存在しない|見つかりません|見つかりませんでした|不明|存在致しません)");

    /** Words that many causes share. */
    private static final List<Words> VAGUE = List.of(
            new Words(
                    Reason.POLICY,
                    "polic(?:y|ies)",
                    "prohibited",
                    "restricted",
                    "forbidden",
                    "not (?:allowed|permitted|authori[sz]ed|welcome)",
                    "notauthori[sz]ed",
                    "unauthori[sz]ed",
                    "security",
                    "access (?:is )?denied",
                    "permission denied",
                    "denied",
                    "refuses? to (?:receive|accept)",
                    "blocked",
                    "user (?:rules|reject)",
                    "recipient preferences",
                    "filter",
                    "administrat\\w+ (?:prohibit|reject|refus)\\w*",
                    "(?:e-?mail|message|recipient|sender)s? (?:address )?(?:was |is |has been |have been )?(?:rejected|refused)",
                    "not accepted",
                    "rejected (?:by|for|due|because|as)"),
            new Words(
                    Reason.EXPIRED,
                    "(?:message|mail|envelope|delivery time|queue)[ .]+(?:has |time )?expired",
                    "retry (?:timeout|time)[^.;]{0,30}(?:exceeded|not reached)",
                    "(?:too|very) long (?:in|on) (?:the )?queue",
                    "(?:in the|on the|message) queue (?:\\w+ )?too long",
                    "queue too long",
                    "could not be delivered (?:\\w+ )?(?:for|within|in) (?:the last )?(?:\\w+ )?\\d",
                    "undeliver\\w+ for \\d",
                    "(?:unable to|not|could not) deliver(?:ed)? (?:\\w+ ){0,4}(?:in|for|after|within) (?:the last )?\\d+",
                    "for the last \\d+ (?:seconds|minutes|hours|days)",
                    "after (?:more than )?\\d+ (?:hours|days|attempts|minutes)",
                    "failed \\d+ attempts",
                    "giving up|given up",
                    "time(?:d)? ?out exceeded|retry limit|maximum (?:retries|time)",
                    "delivery (?:is |has been |was )?(?:delayed|still)",
                    "(?:has|have) not (?:yet )?been delivered",
                    "will (?:be |keep )?(?:retr|try)"),
            new Words(
                    Reason.NETWORK,
                    "time(?:d)?[- ]?out",
                    "connection (?:\\w+ ){0,3}(?:refused|reset|dropped|lost|closed|failed|died|aborted|terminated)",
                    "(?:refused|lost|dropped|reset|closed) (?:\\w+ ){0,3}connection",
                    "(?:unable|not able|wasn't able|couldn't|could not|cannot|can't|failed) (?:to )?(?:\\w+ ){0,3}(?:connect|connection|contact|establish|reach)",
                    "unreachable",
                    "no route to host",
                    "network (?:error|problem|is)",
                    "name ?server",
                    "host (?:name )?lookup",
                    "\\bdns\\b",
                    "\\btls\\b|\\bssl\\b|certificate",
                    "no (?:response|answer|servers? (?:are )?available)",
                    "not responding"),
            new Words(
                    Reason.CONTENT,
                    "content",
                    "\\bheaders?\\b",
                    "\\bmime\\b",
                    "attachment",
                    "syntax",
                    "\\brfc ?\\d+",
                    "8-?bit",
                    "charset",
                    "\\bmalformed",
                    "bare (?:lf|cr|newline)",
                    "not implemented",
                    "unrecogni[sz]ed command",
                    "duplicate",
                    "body"),
            new Words(
                    Reason.SYSTEM,
                    "(?:system|internal|server|local|configuration|config|database|i/?o|temporary|transaction|processing|protocol|software) (?:\\w+ ){0,2}(?:error|failure|problem|fault|failed)",
                    "configuration",
                    "out of memory",
                    "\\bldap\\b",
                    "service (?:is )?(?:\\w+ )?unavailable",
                    "(?:un)?known mailer error",
                    "mailer (?:error|died)",
                    "command (?:died|output|failed)",
                    "exit(?:ed)? (?:with )?(?:code|status)",
                    "can(?:'t|not|not) (?:create|open|write)",
                    "couldn't create",
                    "local problem",
                    "temporarily (?:unable|unavailable|deferred)",
                    "pipe to|procmail|maildrop|vdelivermail|deliver\\."));

    private static final Pattern URL = Pattern.compile("(?:https?|ftp|mailto)://?\\S{1,500}|www\\.\\S{1,300}");
    /** Links to the lists that a server asked; some answers hold nothing else. */
    private static final Pattern LISTED = Pattern.compile(
            "(?i)spamhaus|spamcop|sorbs|uceprotect|barracudacentral|dnsbl|[/.](?:rbl|bl|blocklist|blacklist)[/.?]");

    private static final Pattern ADDRESS =
            Pattern.compile("<?(?:\"[^\"\\n]{1,64}\"|[\\w.!#$%&'*+/=?^`{|}~-]{1,64})@[\\w.-]{1,200}>?|<>");
    private static final Pattern EXCHANGE =
            Pattern.compile("\\b(?:RESOLVER|ROUTING|QUEUE|SMTPSEND|STOREDRV)\\.[A-Za-z.]{1,60}");
    private static final Pattern HOST =
            Pattern.compile("(?<![\\w.@-])(?:[A-Za-z0-9_-]{1,63}\\.){1,8}(?:[a-z]{2,24}|[A-Z]{2,24})(?![\\w-])");
    private static final Pattern CODE = Pattern.compile(
            "(?<![\\d.])#?[245]\\d\\d(?:[- :]+#?[245]\\.\\d{1,3}\\.\\d{1,3})?(?![\\d.])[-:]?|(?<![\\d.])#?[245]\\.\\d{1,3}\\.\\d{1,3}(?![\\d])");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private RefusalWords() {}

    /**
     * The words alone: without addresses, host names, links and codes, none of which may be judged (a server may be called {@code spam.example.org}, an address {@code full@}).
     */
    static String plain(String said) {
        var text = said.replace('\u2019', '\'').replace('`', '\'');
        text = URL.matcher(text).replaceAll(link -> LISTED.matcher(link.group()).find() ? " dnsbl " : " ");
        text = EXCHANGE.matcher(text).replaceAll(token -> token.group().replace('.', ' '));
        text = ADDRESS.matcher(text).replaceAll("@");
        text = HOST.matcher(text).replaceAll("_");
        text = CODE.matcher(text).replaceAll(" ");
        return SPACE.matcher(text).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /** What the words say, those of one cause before those of many; empty where they say nothing. */
    static Optional<Reason> meaning(String plain) {
        return first(CLEAR, plain)
                .or(() -> first(List.of(NOT_ACCEPTING, HOST_UNKNOWN, USER_UNKNOWN), plain))
                .or(() -> first(VAGUE, plain));
    }

    private static Optional<Reason> first(List<Words> words, String plain) {
        return words.stream()
                .filter(word -> word.pattern().matcher(plain).find())
                .map(Words::reason)
                .findFirst();
    }
}
