package org.tinypixel.web.track;

import java.nio.charset.StandardCharsets;
import org.tinypixel.web.page.Markup;

/** What a person sees behind a link that is not as it was sent: where it says it leads, as text that cannot be clicked. */
final class ChangedLinkPage {
    private static final int LONGEST = 2000;
    private static final String STYLE = """
            :root{color-scheme:light dark;--text:#1c2024;--soft:#5b6470;--ground:#fff;--field:#f2f4f6;--line:#c9d0d8}
            @media (prefers-color-scheme:dark){:root{--text:#eceff2;--soft:#a9b3be;--ground:#14171a;--field:#20252a;--line:#3a424b}}
            body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,sans-serif}
            main{max-width:38rem;margin:0 auto;padding:4rem 1.25rem}
            h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
            p{margin:0 0 1rem}
            .soft{color:var(--soft)}
            .address{padding:.9rem 1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--field);overflow-wrap:anywhere;font:1rem/1.5 ui-monospace,monospace;unicode-bidi:isolate;direction:ltr;user-select:text}
            """;
    private static final String POLICY = Markup.policy(STYLE, "'none'");

    private ChangedLinkPage() {}

    /** The whole answer, status 404. */
    static Answers.Answer answer(String address) {
        return Answers.page(page(address).getBytes(StandardCharsets.UTF_8), POLICY);
    }

    static String page(String address) {
        var shown = address.isEmpty()
                ? "<p>The link does not say where it should lead.</p>"
                : "<p>It says that it leads here. Open this address only if you know it and expected it:</p>\n<p class=\"address\">"
                        + Markup.escaped(address, LONGEST) + "</p>";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>This link is not as it was sent</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                <h1>This link is not as it was sent</h1>
                <p>It was changed or damaged on its way to you, so we do not open it for you.</p>
                %s
                <p class="soft">In doubt, ask the person who sent you the e-mail.</p>
                </main>
                </body>
                </html>
                """.formatted(STYLE, shown);
    }
}
