package org.tinypixel.web.recipient;

import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.recipient.RecipientPages;
import org.tinypixel.tracking.Purpose;

/** {@code /t/u/{token}}: no more mail, also by the one click of a mail program (RFC 8058), whose form may come as multipart. */
@WebServlet("/t/u/*")
@MultipartConfig(maxFileSize = 1024, maxRequestSize = 65_536)
public class UnsubscribeServlet extends RecipientServlet {
    private static final long serialVersionUID = 1L;

    public UnsubscribeServlet() {
        super(Purpose.UNSUBSCRIBE);
    }

    @Override
    String titleKey() {
        return "stop.title";
    }

    @Override
    @Nullable
    Answer act(HttpServletRequest request, CopyId copy) {
        var wish = request.getParameter("wish");
        if ("One-Click".equals(request.getParameter("List-Unsubscribe")) || "mail".equals(wish)) {
            return new Answer(wishes.noMoreMail(copy), "done.mail");
        }
        return "tracking".equals(wish) ? new Answer(wishes.noTracking(copy), "done.tracking") : null;
    }

    @Override
    String content(Words words, CopyId copy, Optional<RecipientPages.About> about) {
        return sender(words, about)
                + Html.button(words, "mail", words.text("button.mail"), true)
                + "<p class=\"soft\">" + words.text("stop.mail") + "</p>\n"
                + Html.button(words, "tracking", words.text("button.tracking"), false)
                + "<p class=\"soft\">" + words.text("stop.tracking") + "</p>\n"
                + "<p><a href=\"" + Html.escaped(links.about(copy)) + "?lang=" + words.language() + "\">"
                + words.text("to.about") + "</a></p>\n";
    }
}
