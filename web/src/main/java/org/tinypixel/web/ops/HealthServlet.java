package org.tinypixel.web.ops;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Json;
import org.tinypixel.base.Unavailable;
import org.tinypixel.database.Database;

/**
 * Health in the form of MicroProfile Health. {@code live}: this process works. {@code started}: the database was reached and its tables are right.
 * {@code ready}: pixels and links are answered, which they are without a database too; {@code ready/database} asks for the rest. No question here waits for
 * anything, so a load balancer always gets its answer.
 */
@WebServlet({"/health/live", "/health/started", "/health/ready", "/health/ready/hits", "/health/ready/database"})
public class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Database database;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var hits = new Check("hits", null);
        var tables = new Check("database", troubleWithTheDatabase());
        switch (request.getServletPath()) {
            case "/health/live" -> answer(response, true, List.of());
            case "/health/ready" -> answer(response, true, List.of(hits, tables));
            case "/health/ready/hits" -> answer(response, true, List.of(hits));
            default -> answer(response, tables.trouble() == null, List.of(tables));
        }
    }

    private @Nullable String troubleWithTheDatabase() {
        try {
            database.mustBeReady();
            return null;
        } catch (Unavailable away) {
            return Objects.requireNonNullElse(away.getMessage(), "The database was not reached yet.");
        }
    }

    private static void answer(HttpServletResponse response, boolean up, List<Check> checks) throws IOException {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", up ? "UP" : "DOWN");
        body.put("checks", checks.stream().map(Check::form).toList());
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(Json.write(body));
    }

    private record Check(String name, @Nullable String trouble) {
        Map<String, Object> form() {
            var form = new LinkedHashMap<String, Object>();
            form.put("name", name);
            form.put("status", trouble == null ? "UP" : "DOWN");
            if (trouble != null) {
                form.put("data", Map.of("reason", trouble));
            }
            return form;
        }
    }
}
