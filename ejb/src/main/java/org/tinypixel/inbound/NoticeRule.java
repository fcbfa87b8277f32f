package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.mail.Reason;
import org.tinypixel.mail.RefusalRule;

/**
 * Recognizes notices of mail servers, with or without a machine-readable part, and reads them. A sender's name alone makes none: a person may write from {@code postmaster@}, and
 * many servers send notices from other addresses.
 */
final class NoticeRule {
    /** A notice; without reports it is none that tells of a failure. */
    record Notice(String because, List<Report> reports) {
        Notice {
            reports = List.copyOf(reports);
        }

        boolean isFailure() {
            return reports.stream()
                    .anyMatch(report ->
                            report.action() == Report.Action.FAILED || report.action() == Report.Action.DELAYED);
        }
    }

    private static final Pattern DAEMON = Pattern.compile(
            "(?i)mailer[-_.]?daemon|post[-_.]?master|mail[-_. ]?delivery|mail (?:sub)?system|mdaemon|mail[-_. ]?administrator|system administrator|mail[-_. ]?system|delivery (?:sub)?system|bounce|content[- ]filter|(?:no-?reply|mail-?noreply)@.{0,40}|<>|^$");

    private static final Pattern SUBJECT = Pattern.compile(
            "(?i)undeliver|(?:non|un)-?deliver|deliver\\w* (?:status|fail|report|notif|notice|problem|incomplete|has|error|delay)|returned mail|return(?:ing|ed) (?:message|to sender)|mail(?:er)? (?:delivery|system|failure|error)"
                    + "|failure (?:notice|notification)|message (?:delivery|could not|delayed|not|you sent|rejected|blocked|undeliverable)|(?:could|can) ?not be delivered|not (?:been )?delivered|bounce"
                    + "|delayed|rejected|warning: |mail you sent|errors? from|mail ?error|considered (?:spam|unsolicited)|quarantine|blocked"
                    + "|unzustellbar|zustell|nicht zugestellt|unzugestellt|(?:é|e)chec|non remis|non distribu|no se (?:ha )?(?:podido|pudo)|no entregado|devuelto|devolvido|mancat[ao]|onbestelbaar|niet bezorgd|não entregue"
                    + "|не доставлен|недостав|配信|エラー|送信(?:でき|失敗|不能)|未達|无法|退信|傳送|失敗");

    private static final Pattern BODY = Pattern.compile(
            "(?i)(?:could|can|was|has|were|is|would|did)(?: ?not|n't)(?: yet)?(?: be| been)? (?:deliver|reach|sen[dt]|process|forward)|(?:unable|not able|failed|impossible|attempt\\w*|trying|error\\w*) (?:\\w+ ){0,4}(?:to )?deliver"
                    + "|undeliver|deliver\\w* (?:\\w+ ){0,4}(?:fail|problem|error|delay|status)|fail\\w* (?:\\w+ ){0,3}deliver|permanent(?:ly)? (?:\\w+ )?(?:error|failure|fail)|fatal error|returned to (?:the )?sender|transcript of session"
                    + "|failure reason|failed recipients|delivery attempts|exceeds allowed size|final delivery userid|error message below|has been (?:delayed|rejected|blocked|returned)|was (?:rejected|blocked|not relayed)|not been delivered|message (?:was|is) (?:rejected|delayed)"
                    + "|remote host said|smtp error|rejected your message|mail(?:box)? is full|considered unsolicited|undeliverable to"
                    + "|nicht zugestellt|konnte nicht|unzustellbar|n'a pas pu|impossible de|(?:é|e)chec de|no se ha podido|no se pudo|non (?:è|e) stato possibile|не может быть доставлен|не удалось"
                    + "|配信でき|送信でき|お届け|届け(?:られ|る)|送信に失敗|未送達|無法|无法");

    private static final Pattern NAMED_ANSWER = Pattern.compile(
            "(?<![\\d.])[45]\\d\\d[- ](?:#?[45]\\.\\d{1,3}\\.\\d{1,3}|[^\\n]{0,80}(?:user|recipient|mailbox|address|rejected|denied|unknown|host))");

    private static final Pattern ALONE = Pattern.compile(
            "(?m)^[ \\t]{0,20}(?:<[^<>\\s@]{1,64}@[^<>\\s@]{1,200}>:?(?: .{0,300})?|[^<>\\s@:]{1,64}@[^<>\\s@:]{1,200}:?[ \\t]{0,20})$");

    private static final Pattern REPLY_MARK =
            Pattern.compile("(?i)\\s*(?:re|aw|sv|antw|rif|res|vs|fw|fwd|wg|tr)(?:\\[\\d+])? ?:.*");

    private static final int LONGEST_TEXT = 2_000;
    private static final int JUDGED = 20_000;
    private static final int LEAST_JUDGED = 200;
    private static final int MOST = 200;

    private NoticeRule() {}

    /** Whether it names neither a recipient nor a cause: a notice around another one, as gateways send them. */
    static boolean isEmpty(Notice notice) {
        return notice.reports().stream().allMatch(report -> report.reason() == Reason.OTHER && report.status() == null);
    }

    static Optional<Notice> read(Letter letter, Fields original) {
        var split = Returned.split(letter.text());
        var text = split.notice().length() > JUDGED ? split.notice().substring(0, JUDGED) : split.notice();
        var because = because(letter, text, !original.isEmpty());
        if (because == null) {
            return Optional.empty();
        }
        var groups = letter.parts().stream()
                .filter(NoticeRule::isStatus)
                .flatMap(part -> DeliveryStatus.recipients(part.text()).stream())
                .limit(MOST)
                .toList();
        if (groups.isEmpty()) {
            groups = DeliveryStatus.recipients(text);
        }
        var template = letter.parts().stream()
                .filter(NoticeRule::isStatus)
                .anyMatch(part -> DeliveryStatus.isTemplate(part.text()));
        var quoted = original.isEmpty() ? Returned.header(split.original()) : original;
        var reports = groups.isEmpty() ? plain(letter, text, quoted) : structured(letter, text, quoted, groups);
        return Optional.of(new Notice(
                because, template ? reports.stream().map(NoticeRule::doubtful).toList() : reports));
    }

    private static Report doubtful(Report report) {
        return report.reason() == Reason.USER_UNKNOWN
                ? new Report(
                        report.recipient(),
                        report.action(),
                        report.status(),
                        report.reply(),
                        Reason.FILTERED,
                        false,
                        report.text())
                : report;
    }

    private static boolean isStatus(Letter.Part part) {
        return part.type().equals("message/delivery-status") || part.type().equals("message/global-delivery-status");
    }

    /** Why it is a notice; null where it is none. */
    private static @Nullable String because(Letter letter, String text, boolean returned) {
        if (letter.parts().stream().anyMatch(NoticeRule::isStatus)) {
            return "delivery-status";
        }
        if (letter.fields().has("X-Failed-Recipients")) {
            return "failed-recipients";
        }
        var type = letter.parameter("report-type");
        if (letter.type().equals("multipart/report") && (type == null || type.equalsIgnoreCase("delivery-status"))) {
            return "report-type";
        }
        var subject = letter.fields().readable("Subject");
        var from = letter.fields().readable("From");
        var answering = REPLY_MARK.matcher(subject).matches();
        var daemon = DAEMON.matcher(from).find();
        var nobody = letter.fields().all("Return-Path").anyMatch(path -> path.equals("<>"));
        var named = !answering && SUBJECT.matcher(subject).find();
        var points = (daemon ? 2 : 0)
                + (nobody ? 1 : 0)
                + (named ? 1 : 0)
                + (BODY.matcher(Squeezed.of(text)).find() ? 1 : 0)
                + (NAMED_ANSWER.matcher(text).find() ? 1 : 0)
                + (namesAnother(text, letter.fields().addresses("From")) ? 1 : 0)
                + (returned ? 1 : 0);
        if (points < 3 || (!daemon && !nobody && !named)) {
            return null;
        }
        return daemon || nobody ? "notice" : "notice-words";
    }

    /** A line of its own for an address that is not the sender's. */
    private static boolean namesAnother(String text, List<EmailAddress> from) {
        return ALONE.matcher(text)
                .results()
                .limit(20)
                .anyMatch(line -> Addresses.in(line.group()).stream().anyMatch(address -> !from.contains(address)));
    }

    private static List<Report> structured(Letter letter, String text, Fields quoted, List<Fields> groups) {
        var expected = new HashSet<EmailAddress>();
        groups.forEach(group -> {
            var recipient = DeliveryStatus.recipient(group);
            if (recipient != null) {
                expected.add(recipient);
            }
        });
        var said = NoticeText.recipients(text, own(letter, quoted), expected);
        // However many it names, not more is judged than of one that says much.
        var share = Math.max(LEAST_JUDGED, JUDGED / groups.size());
        var reports = new ArrayList<Report>();
        for (var group : groups) {
            var recipient = DeliveryStatus.recipient(group);
            var context = recipient == null || groups.size() == 1 ? text : said.getOrDefault(recipient, "");
            reports.add(
                    report(group, recipient == null && groups.size() == 1 ? onlyOne(said) : recipient, context, share));
        }
        return reports;
    }

    private static @Nullable EmailAddress onlyOne(Map<EmailAddress, String> said) {
        return said.size() == 1 ? said.keySet().iterator().next() : null;
    }

    private static Report report(Fields group, @Nullable EmailAddress recipient, String context, int share) {
        var action = DeliveryStatus.action(group);
        var code = group.get("Status");
        var status = RefusalRule.status(code);
        var said = DeliveryStatus.said(group);
        var best = said.isBlank() ? NoticeText.answer(context) : said;
        if (action != Report.Action.FAILED && action != Report.Action.DELAYED) {
            return new Report(recipient, action, status, null, Reason.OTHER, false, shortened(best));
        }
        var step = NoticeText.step(said + "\n" + context);
        var tries = new LinkedHashSet<String>();
        tries.add(said.substring(0, Math.min(said.length(), share)));
        tries.add(NoticeText.answer(context));
        tries.add(context);
        tries.add(Fields.decoded(code));
        var judged = judged(tries, status, step, action);
        if (judged.reason() == Reason.USER_UNKNOWN && isThere(said, context, judged.status())) {
            judged = new Judged(Reason.SUSPENDED, judged.status(), judged.reply());
        }
        if (DeliveryStatus.isProgram(group) && judged.reason().hard()) {
            judged = new Judged(Reason.SYSTEM, judged.status(), judged.reply());
        }
        return new Report(
                recipient,
                action,
                judged.status(),
                judged.reply(),
                judged.reason(),
                judged.reason().hard(),
                shortened(best));
    }

    /** The notice's own words say that the mailbox is there, and no code says otherwise. */
    private static boolean isThere(String said, String context, @Nullable String status) {
        var before = context.length() > 600 ? context.substring(0, 600) : context;
        return said.isBlank()
                && (status == null || !status.endsWith(".1.1"))
                && RefusalRule.reason(new RefusalRule.Refusal(before, null, null, RefusalRule.Step.UNKNOWN))
                        == Reason.SUSPENDED;
    }

    private record Judged(
            Reason reason,
            @Nullable String status,
            @Nullable Integer reply) {}

    /** Judges the first of the texts that says anything. */
    private static Judged judged(
            Set<String> texts, @Nullable String status, RefusalRule.Step step, Report.Action action) {
        var reason = Reason.OTHER;
        String found = null;
        Integer reply = null;
        for (var text : texts) {
            if (text.isBlank()) {
                continue;
            }
            var code = RefusalRule.reply(text);
            reply = reply == null ? code : reply;
            var own = RefusalRule.status(text);
            found = found == null || (found.substring(1).equals(".0.0") && own != null) ? own : found;
            if (reason == Reason.OTHER) {
                reason = RefusalRule.reason(new RefusalRule.Refusal(text, status, code, step));
            }
        }
        if (reason == Reason.OTHER && action == Report.Action.DELAYED) {
            reason = Reason.EXPIRED;
        }
        var best = found == null || (found.substring(1).startsWith(".0.") && status != null) ? status : found;
        return new Judged(reason, best, reply);
    }

    private static List<Report> plain(Letter letter, String text, Fields quoted) {
        var action = isDelay(letter, text) ? Report.Action.DELAYED : Report.Action.FAILED;
        var failed = new LinkedHashSet<>(letter.fields().addresses("X-Failed-Recipients"));
        var expected = new HashSet<>(failed);
        expected.addAll(quoted.addresses("To"));
        expected.addAll(quoted.addresses("Cc"));
        var own = own(letter, quoted);
        var said = new HashMap<>(NoticeText.recipients(text, own, expected));
        var order =
                new LinkedHashSet<>(NoticeText.recipients(text, own, expected).keySet());
        order.addAll(failed);
        if (!failed.isEmpty()) {
            order.retainAll(failed);
        }
        if (order.isEmpty()) {
            // It names nobody: the mail's only recipient, if it came back.
            var named = expected.size() == 1
                    ? expected.iterator().next()
                    : own.size() == 1
                                    && NoticeText.recipients(text, Set.of(), own)
                                                    .size()
                                            == 1
                            ? own.iterator().next()
                            : null;
            return List.of(plain(named, text, text, action));
        }
        var reports = new ArrayList<Report>();
        for (var recipient : order) {
            var words = order.size() == 1 ? said.getOrDefault(recipient, text) : said.getOrDefault(recipient, "");
            reports.add(plain(recipient, words, order.size() == 1 ? text : words, action));
        }
        return reports;
    }

    private static Report plain(@Nullable EmailAddress recipient, String words, String context, Report.Action action) {
        var answer = NoticeText.answer(words);
        var tries = new LinkedHashSet<String>();
        tries.add(answer);
        tries.add(words);
        tries.add(NoticeText.answer(context));
        tries.add(context);
        var judged = judged(tries, null, NoticeText.step(context), action);
        return new Report(
                recipient,
                action,
                judged.status(),
                judged.reply(),
                judged.reason(),
                judged.reason().hard(),
                shortened(answer));
    }

    private static final Pattern DELAY = Pattern.compile(
            "(?i)delayed|has not yet been delivered|not yet been|will (?:be retried|continue|keep trying|try again)|no action is required|temporary failure report|this is (?:only )?a warning|still being (?:retried|tried)|do not need to (?:re-?send|resend)");

    private static final Pattern FINAL = Pattern.compile(
            "(?i)permanent|given up|giving up|no further|failed permanently|i'm not going to try again");

    private static boolean isDelay(Letter letter, String text) {
        var all = letter.fields().readable("Subject") + " " + Squeezed.of(text);
        return DELAY.matcher(all).find() && !FINAL.matcher(all).find();
    }

    /** Who sent the mail that the notice tells of: to whom the notice goes. */
    private static Set<EmailAddress> own(Letter letter, Fields quoted) {
        var own = new HashSet<EmailAddress>();
        for (var name : List.of("To", "Delivered-To", "X-Original-To", "From")) {
            own.addAll(letter.fields().addresses(name));
        }
        own.addAll(quoted.addresses("From"));
        own.addAll(quoted.addresses("Return-Path"));
        return own;
    }

    private static String shortened(String said) {
        var text = Squeezed.of(said);
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }
}
