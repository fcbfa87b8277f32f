package org.tinypixel.followup;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills templates in and checks them beforehand. Pure. A placeholder without a value never becomes an empty place in a mail. */
final class Rendering {
    /** What a template may name. */
    static final Set<String> NAMES = Set.of("name", "email", "subject", "sender.name");

    private static final String KNOWN = "{{name}}, {{email}}, {{subject}} and {{sender.name}}";
    /** The forms that are taken. Mustache has more, and leaves one that is not closed in the text as it is. */
    private static final Pattern FORM = Pattern.compile("(?<!\\{)\\{\\{[#^/]?[\\w.]+}}(?!})");

    private static final Mustache.Compiler PLAIN = Mustache.compiler().escapeHTML(false);
    private static final Mustache.Compiler HTML = Mustache.compiler().escapeHTML(true);

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    /** Sentences that tell readers that they are watched, in the product's languages. */
    private static final List<Pattern> WATCHING = List.of(
            Pattern.compile(
                    "\\b(saw|see|noticed|notice|know|can tell)\\b[^.!?]{0,30}\\byou(['’]ve)?\\b[^.!?]{0,15}\\b(open|read|click|look|view)",
                    FLAGS),
            Pattern.compile(
                    "\\b(gesehen|bemerkt|sehe|weiß)\\b[^.!?]{0,20}\\bdass\\b[^.!?]{0,60}\\b(ge(ö|oe)ffnet|gelesen|geklickt)",
                    FLAGS),
            Pattern.compile(
                    "\\b(vu|remarqué|constaté|vois)\\b[^.!?]{0,20}\\b(que|qu['’])[^.!?]{0,40}\\b(ouvert|lu|cliqué)",
                    FLAGS));

    private Rendering() {}

    /** What stands for the placeholders; null where it is not known. */
    record Values(
            @Nullable String name,
            String email,
            String subject,
            @Nullable String senderName) {
        private Map<String, Object> asMap() {
            var map = new HashMap<String, Object>();
            map.put("email", oneLine(email));
            map.put("subject", oneLine(subject));
            if (name != null && !name.isBlank()) {
                map.put("name", oneLine(name));
            }
            var sender = new HashMap<String, Object>();
            if (senderName != null && !senderName.isBlank()) {
                sender.put("name", oneLine(senderName));
            }
            map.put("sender", sender);
            return map;
        }
    }

    /** A finished text; at least one of html and text is there. */
    record Content(
            @Nullable String subject,
            @Nullable String html,
            @Nullable String text) {}

    /** A placeholder has no value, or a template is damaged; the message is a sentence. */
    static final class Incomplete extends Exception {
        private static final long serialVersionUID = 1L;

        Incomplete(String message) {
            super(message);
        }
    }

    static Content render(MailTemplate template, Values values) throws Incomplete {
        var map = values.asMap();
        return new Content(
                fill(PLAIN, template.subject(), map),
                fill(HTML, template.html(), map),
                fill(PLAIN, template.text(), map));
    }

    private static @Nullable String fill(Mustache.Compiler compiler, @Nullable String text, Map<String, Object> values)
            throws Incomplete {
        if (text == null) {
            return null;
        }
        try {
            return compiler.compile(text).execute(values);
        } catch (MustacheException.Context missing) {
            throw new Incomplete("{{" + missing.key + "}} is not known for this recipient.");
        } catch (MustacheException damaged) {
            throw new Incomplete("the template is damaged: " + damaged.getMessage());
        }
    }

    /** What is wrong with a text, as sentences; empty where nothing is. */
    static List<String> mistakes(String text) {
        if (FORM.matcher(text).replaceAll("").contains("{{")) {
            return List.of("Write placeholders as {{name}}: other forms of {{…}} are not taken.");
        }
        var mistakes = new ArrayList<String>();
        try {
            PLAIN.compile(text).visit(new Names(mistakes));
        } catch (MustacheException damaged) {
            mistakes.add("A placeholder is not closed or not opened: " + damaged.getMessage() + ".");
        }
        return mistakes;
    }

    /** What a reader may dislike, as sentences. */
    static List<String> warnings(@Nullable String... texts) {
        for (var text : texts) {
            if (text != null
                    && WATCHING.stream()
                            .anyMatch(watching -> watching.matcher(text).find())) {
                return List.of("The text tells readers that their opening was observed; many find that unpleasant.");
            }
        }
        return List.of();
    }

    private static String oneLine(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private record Names(List<String> mistakes) implements Mustache.Visitor {
        @Override
        public void visitText(String text) {
            // Any text is fine.
        }

        @Override
        public void visitVariable(String name) {
            known(name);
        }

        @Override
        public boolean visitInclude(String name) {
            mistakes.add("A template cannot include another: {{>" + name + "}}.");
            return false;
        }

        @Override
        public boolean visitSection(String name) {
            known(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            known(name);
            return true;
        }

        private void known(String name) {
            if (!NAMES.contains(name)) {
                mistakes.add("There is no placeholder {{" + name + "}}; there are " + KNOWN + ".");
            }
        }
    }
}
