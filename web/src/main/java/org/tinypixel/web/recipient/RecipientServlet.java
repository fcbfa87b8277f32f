package org.tinypixel.web.recipient;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.recipient.RecipientPages;
import org.tinypixel.tracking.Purpose;
import org.tinypixel.tracking.RecipientLinks;
import org.tinypixel.tracking.Tokens;

/** What both pages share: {@code GET} shows and changes nothing, since scanners follow every address; only {@code POST} does something, and may be repeated. */
abstract class RecipientServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Tokens tokens;

    @Inject
    transient Wishes wishes;

    @Inject
    transient RecipientLinks links;

    private final Purpose purpose;

    RecipientServlet(Purpose purpose) {
        this.purpose = purpose;
    }

    /** The title's key and the content below a remark. */
    abstract String content(Words words, CopyId copy, Optional<RecipientPages.About> about);

    abstract String titleKey();

    /** Does what the form asks for; null where it asks for nothing that we know. */
    abstract @Nullable Answer act(HttpServletRequest request, CopyId copy);

    /** Whether it was kept, and the key of the sentence that says so. */
    record Answer(boolean kept, String key) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var words = Words.of(request);
        var copy = copy(request);
        if (copy.isEmpty()) {
            general(words, response);
            return;
        }
        send(response, 200, shown(words, copy.get(), ""));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var words = Words.of(request);
        var copy = copy(request);
        if (copy.isEmpty()) {
            general(words, response);
            return;
        }
        var answer = act(request, copy.get());
        if (answer == null) {
            send(response, 400, shown(words, copy.get(), remark("failed", words.text("unknown"))));
        } else if (answer.kept()) {
            send(response, 200, shown(words, copy.get(), remark("done", words.text(answer.key()))));
        } else {
            response.setHeader("Retry-After", "120");
            send(response, 503, shown(words, copy.get(), remark("failed", words.text("not.kept"))));
        }
    }

    private Optional<CopyId> copy(HttpServletRequest request) {
        var path = request.getPathInfo();
        return path == null || path.length() < 2
                ? Optional.empty()
                : tokens.verify(path.substring(1), purpose, null).map(Tokens.Verified::copy);
    }

    private String shown(Words words, CopyId copy, String remark) {
        return Html.page(words, words.text(titleKey()), remark + content(words, copy, wishes.about(copy)));
    }

    private static String remark(String kind, String text) {
        return "<p class=\"" + kind + "\" role=\"status\">" + text + "</p>\n";
    }

    /** A damaged or foreign address: what the product records in general, and whom to ask. */
    private void general(Words words, HttpServletResponse response) throws IOException {
        var content = "<p>" + words.text("damaged") + "</p>\n" + explanation(words);
        send(response, 404, Html.page(words, words.text("damaged.title"), content));
    }

    static String sender(Words words, Optional<RecipientPages.About> about) {
        return about.map(mail -> {
                    var name = mail.senderName();
                    var address = Html.escaped(mail.sender().value());
                    var who = name == null ? address : Html.escaped(name) + " &lt;" + address + "&gt;";
                    return "<p>" + words.text("sent.by", "<bdi class=\"who\">" + who + "</bdi>", words.day(mail.at()))
                            + "</p>\n";
                })
                .orElse("<p>" + words.text("sent.general") + "</p>\n");
    }

    static String explanation(Words words) {
        return "<h2>" + words.text("recorded.title") + "</h2>\n<ul>\n<li>" + words.text("recorded.open") + "</li>\n<li>"
                + words.text("recorded.link") + "</li>\n<li>" + words.text("recorded.device") + "</li>\n</ul>\n<p>"
                + words.text("recorded.not") + "</p>\n<h2>" + words.text("why.title") + "</h2>\n<p>" + words.text("why")
                + "</p>\n<h2>" + words.text("kept.title") + "</h2>\n<p>" + words.text("kept") + "</p>\n";
    }

    private static void send(HttpServletResponse response, int status, String page) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store, private");
        response.setHeader("Content-Security-Policy", Html.POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Vary", "Accept-Language");
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
