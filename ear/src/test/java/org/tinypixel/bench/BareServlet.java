package org.tinypixel.bench;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The least a servlet can do: the picture, and nothing is stored. Deployed beside Tinypixel on the same WildFly. */
@WebServlet("/*")
public class BareServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] GIF = new byte[43];

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("image/gif");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(GIF.length);
        response.getOutputStream().write(GIF);
    }
}
