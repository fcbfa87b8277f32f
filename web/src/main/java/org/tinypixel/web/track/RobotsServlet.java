package org.tinypixel.web.track;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** The rules for robots (RFC 9309): nothing here is for them. Whoever asks is one, and is remembered for a while. */
@WebServlet(urlPatterns = "/robots.txt")
public class RobotsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient HitReader reader;

    @Inject
    transient TrackCounts counts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        reader.robot(new ServletVisit(request, response, counts, Duration.ZERO));
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write("User-agent: *\nDisallow: /\n");
    }
}
