package org.tinypixel.web.recipient;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.recipient.RecipientPages;
import org.tinypixel.tracking.Purpose;

/** {@code /t/a/{token}}: who wrote, what is recorded and why, and every way to stop it. */
@WebServlet("/t/a/*")
public class AboutServlet extends RecipientServlet {
    private static final long serialVersionUID = 1L;

    public AboutServlet() {
        super(Purpose.ABOUT);
    }

    @Override
    String titleKey() {
        return "about.title";
    }

    @Override
    @Nullable
    Answer act(HttpServletRequest request, CopyId copy) {
        var wish = request.getParameter("wish");
        return switch (wish == null ? "" : wish) {
            case "mail" -> new Answer(wishes.noMoreMail(copy), "done.mail");
            case "tracking" -> new Answer(wishes.noTracking(copy), "done.tracking");
            case "data" -> new Answer(wishes.ask(copy, RecipientPages.Question.DATA), "done.asked");
            case "erasure" -> new Answer(wishes.ask(copy, RecipientPages.Question.ERASURE), "done.asked");
            default -> null;
        };
    }

    @Override
    String content(Words words, CopyId copy, Optional<RecipientPages.About> about) {
        return sender(words, about)
                + about.map(mail -> "<p>" + thisMail(words, mail) + "</p>\n").orElse("")
                + explanation(words)
                + "<h2>" + words.text("choices.title") + "</h2>\n"
                + Html.button(words, "tracking", words.text("button.tracking"), true)
                + Html.button(words, "mail", words.text("button.mail"), false)
                + Html.button(words, "data", words.text("button.data"), false)
                + Html.button(words, "erasure", words.text("button.erasure"), false)
                + "<p class=\"soft\">" + words.text("choices.note") + "</p>\n";
    }

    private static String thisMail(Words words, RecipientPages.About mail) {
        var key = mail.opens()
                ? mail.links() > 0 ? "this.both" : "this.open"
                : mail.links() > 0 ? "this.links" : "this.none";
        return words.text(key, mail.links());
    }
}
