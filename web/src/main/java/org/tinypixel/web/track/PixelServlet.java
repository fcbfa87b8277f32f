package org.tinypixel.web.track;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.tinypixel.hits.HitIntake;
import org.tinypixel.hits.HitKind;
import org.tinypixel.tracking.Purpose;
import org.tinypixel.tracking.Tokens;

/**
 * The open pixel. Whatever was asked for below {@code /t/o/}, the answer is the same picture with the same headers, so that nobody learns from it which tokens are good.
 */
@WebServlet(urlPatterns = "/t/o/*", asyncSupported = true)
public class PixelServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String END = ".gif";

    /** One transparent point, 43 bytes. */
    private static final byte[] GIF = HexFormat.of()
            .parseHex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b");

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
        var token = token(request);
        prepare(response);
        if (token.isEmpty()) {
            counts.countBadPixel();
            return;
        }
        new StoredFirst(counts, longestWaitMillis())
                .send(request, intake, reader.read(request, HitKind.OPEN, token.get()));
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        doGet(request, response);
    }

    /** A test waits shorter. */
    long longestWaitMillis() {
        return StoredFirst.LONGEST_WAIT_MILLIS;
    }

    /** The path must be exactly ours: parameters behind a semicolon, encoded letters and doubled slashes make it another. */
    private Optional<Tokens.Verified> token(HttpServletRequest request) {
        var path = request.getRequestURI();
        var start = request.getContextPath().length() + "/t/o/".length();
        if (path.length() != start + Tokens.LENGTH + END.length()
                || !path.startsWith("/t/o/", request.getContextPath().length())
                || !path.endsWith(END)) {
            return Optional.empty();
        }
        return tokens.verify(path.substring(start, start + Tokens.LENGTH), Purpose.OPEN, null);
    }

    private static void prepare(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("image/gif");
        response.setContentLength(GIF.length);
        response.setHeader("Cache-Control", "no-store, no-cache, must-revalidate, max-age=0, private");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Pages of web mail that isolate themselves may show it too.
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.getOutputStream().write(GIF);
    }
}
