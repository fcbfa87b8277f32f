package org.tinypixel.web.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.List;

/**
 * Answers every address of the application with its one page, which then shows what the address names; and sets the headers that keep the page to itself.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class AppPages extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final List<String> OTHERS = List.of("/api/", "/t/", "/health", "/metrics", "/openapi");

    /** Scripts, styles and data from here only; frames for the captured inbox's preview, which brings its own policy. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var path = request.getRequestURI();
        if (OTHERS.stream().anyMatch(path::startsWith)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (path.startsWith("/assets/")) {
            // Their names carry a hash of their content.
            response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
            chain.doFilter(request, response);
        } else if (isPage(path) && request.getHttpServletMapping().getMappingMatch() == MappingMatch.DEFAULT) {
            response.setHeader("Cache-Control", "no-store");
            request.getRequestDispatcher("/index.html").forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Files have a dot in their last part; a contact's page has an address there, so it is named. */
    private static boolean isPage(String path) {
        return path.startsWith("/contacts/")
                || path.substring(path.lastIndexOf('/')).indexOf('.') < 0;
    }
}
