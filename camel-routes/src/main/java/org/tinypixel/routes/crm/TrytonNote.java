package org.tinypixel.routes.crm;

import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.tinypixel.crm.Command;
import org.tinypixel.crm.Content;

/**
 * The text of a note. It ends with a line that holds key and version; what people write below that line, or above the block, is theirs and stays.
 */
final class TrytonNote {
    private static final String TOP = "Tinypixel: ";
    private static final int LONGEST_LINE = 400;

    private TrytonNote() {}

    /** The whole block as it shall be. */
    static String block(Command command) {
        var content = command.content();
        var mail = content.mail();
        var text = new StringBuilder(TOP).append(content.headline()).append('\n');
        text.append("Mail: ").append(line(mail.subject())).append('\n');
        text.append("From ")
                .append(mail.sender())
                .append(" to ")
                .append(mail.recipient())
                .append('\n');
        if (content instanceof Content.LogEngagement engagement) {
            if (engagement.count() > 1) {
                text.append("First ").append(engagement.firstAt()).append('\n');
            }
            engagement
                    .links()
                    .forEach(link -> text.append("Link: ")
                            .append(line(link.label()))
                            .append(" (")
                            .append(link.clicks())
                            .append(")\n"));
            var reason = engagement.reason();
            if (reason != null && !reason.isBlank()) {
                text.append("Why: ").append(line(reason)).append('\n');
            }
        }
        return text.append(mail.url())
                .append('\n')
                .append('[')
                .append(command.key())
                .append(" v")
                .append(command.version())
                .append(']')
                .toString();
    }

    /** The present text with its block replaced; a text whose block people removed gets a new one at its top. */
    static String merged(String present, Command command) {
        var mark = mark(command.key()).matcher(present);
        if (!mark.find()) {
            return present.isBlank() ? block(command) : block(command) + "\n\n" + present.strip();
        }
        var before = present.substring(0, mark.start());
        var top = before.startsWith(TOP) ? 0 : before.lastIndexOf("\n" + TOP) + 1;
        var above = top > 0 ? before.substring(0, top) : "";
        return above + block(command) + present.substring(mark.end());
    }

    /** The version that the text holds; empty where it is not ours. */
    static OptionalLong version(String text, String key) {
        var mark = mark(key).matcher(text);
        return mark.find() ? OptionalLong.of(Long.parseLong(mark.group(1))) : OptionalLong.empty();
    }

    private static Pattern mark(String key) {
        return Pattern.compile("^\\[" + Pattern.quote(key) + " v(\\d{1,18})]", Pattern.MULTILINE);
    }

    /** Foreign text on one line, so that it cannot look like a line of ours. */
    private static String line(String text) {
        var plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE - 1) + "…";
    }
}
