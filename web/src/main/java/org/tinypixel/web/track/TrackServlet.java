package org.tinypixel.web.track;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Pixels and links on any Jakarta EE server. On WildFly {@link TrackExtension} lets {@link TrackHandler} answer before it, which costs a fraction and also holds
 * pictures; both make the same decisions by {@link Tracking}.
 */
@WebServlet(
        urlPatterns = {"/t/o/*", "/t/v/*", "/t/c/*"},
        asyncSupported = true)
public class TrackServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        if (getServletContext().getAttribute(Tracking.NAME) instanceof Tracking tracking) {
            tracking.visit(new ServletVisit(request, response, tracking.counts(), tracking.longestWait()));
        } else {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) {
        doGet(request, response);
    }
}
