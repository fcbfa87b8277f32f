package org.tinypixel.web.track;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.hits.HitKind;
import org.tinypixel.tracking.Tokens;

/**
 * A tracked link: leads to exactly the destination that was signed, and to nothing else. A changed link gets a page that shows in plain text where it led.
 */
@WebServlet(urlPatterns = "/t/c/*", asyncSupported = true)
public class ClickServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Tokens tokens;

    @Inject
    transient HitIntake intake;

    @Inject
    transient HitReader reader;

    @Inject
    transient TrackCounts counts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store, no-cache, must-revalidate, max-age=0, private");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // The address holds a token, which is nobody else's business.
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        var link = link(request);
        if (link.isEmpty()) {
            counts.countBadLink();
            ChangedLinkPage.write(response, LinkAddress.shown(request.getQueryString()));
            return;
        }
        response.setStatus(HttpServletResponse.SC_FOUND);
        // Never sendRedirect, which may put the client's own Host header before the address.
        response.setHeader("Location", link.get().destination().location());
        response.setContentLength(0);
        new StoredFirst(counts, longestWaitMillis())
                .send(
                        request,
                        intake,
                        reader.read(request, HitKind.CLICK, link.get().token()));
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    /** A test waits shorter. */
    long longestWaitMillis() {
        return StoredFirst.LONGEST_WAIT_MILLIS;
    }

    private Optional<LinkAddress.Good> link(HttpServletRequest request) {
        var path = request.getRequestURI();
        var context = request.getContextPath().length();
        var start = context + "/t/c/".length();
        if (path.length() != start + Tokens.LENGTH || !path.startsWith("/t/c/", context)) {
            return Optional.empty();
        }
        return LinkAddress.find(tokens, path.substring(start), request.getQueryString());
    }
}
