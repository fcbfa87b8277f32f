package org.tinypixel.web.recipient;

import org.tinypixel.web.page.Markup;

/** The frame of a page: light and dark, from 320 pixels on, readable without any style. */
final class Html {
    /** Names and addresses are shorter. */
    private static final int LONGEST = 500;

    private static final String STYLE = """
            :root{color-scheme:light dark;--text:#1c2024;--soft:#5b6470;--ground:#fff;--field:#f2f4f6;--line:#8a94a0;--main:#1d5fc4;--on-main:#fff}
            @media (prefers-color-scheme:dark){:root{--text:#eceff2;--soft:#a9b3be;--ground:#14171a;--field:#20252a;--line:#6c7783;--main:#8ab8ff;--on-main:#0d1b30}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.6 system-ui,sans-serif}
            main{max-width:40rem;margin:0 auto;padding:2.5rem 1.25rem}
            nav{max-width:40rem;margin:0 auto;padding:1rem 1.25rem 0;display:flex;flex-wrap:wrap;gap:1rem;font-size:.9rem}
            h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
            h2{font-size:1.15rem;line-height:1.3;margin:2rem 0 .5rem}
            p,ul{margin:0 0 1rem}
            ul{padding-left:1.25rem}
            a{color:var(--main);display:inline-block;min-height:1.5rem}
            p a{display:inline}
            .soft{color:var(--soft)}
            .who{unicode-bidi:isolate;overflow-wrap:anywhere;font-weight:600}
            .done,.failed{padding:.9rem 1rem;border:1px solid var(--line);border-left-width:.4rem;border-radius:.4rem;background:var(--field)}
            form{margin:0 0 .75rem}
            button{font:inherit;min-height:2.75rem;padding:.5rem 1.1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--field);color:var(--text);cursor:pointer;text-align:start}
            button.main{background:var(--main);border-color:var(--main);color:var(--on-main)}
            :focus-visible{outline:3px solid var(--main);outline-offset:2px}
            """;

    /** Forms go back to the page itself, and nothing else goes anywhere. */
    static final String POLICY = Markup.policy(STYLE, "'self'");

    private Html() {}

    static String page(Words words, String title, String content) {
        var languages = new StringBuilder();
        for (var one : Words.LANGUAGES) {
            var name = one.getDisplayLanguage(one);
            var isThis = one.getLanguage().equals(words.language());
            languages
                    .append(
                            isThis
                                    ? "<span aria-current=\"true\">"
                                    : "<a href=\"?lang=" + one.getLanguage() + "\" hreflang=\"" + one.getLanguage()
                                            + "\" lang=\"" + one.getLanguage() + "\">")
                    .append(name.substring(0, 1).toUpperCase(one))
                    .append(name.substring(1))
                    .append(isThis ? "</span>" : "</a>")
                    .append('\n');
        }
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <nav aria-label="%s">
                %s</nav>
                <main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(words.language(), title, STYLE, words.text("language"), languages, title, content);
    }

    static String button(Words words, String wish, String label, boolean main) {
        return "<form method=\"post\" action=\"?lang=" + words.language() + "\"><button name=\"wish\" value=\"" + wish
                + "\"" + (main ? " class=\"main\"" : "") + ">" + label + "</button></form>\n";
    }

    static String escaped(String given) {
        return Markup.escaped(given, LONGEST);
    }
}
