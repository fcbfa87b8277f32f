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
import org.tinypixel.hits.IntakeState;
import org.tinypixel.web.track.TrackCounts;

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

    @Inject
    transient IntakeState.Source intake;

    @Inject
    transient TrackCounts counts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var state = intake.state();
        var hits = new Check("hits", state.problem(), hitNumbers(state));
        var tables = new Check("database", troubleWithTheDatabase(), Map.of());
        switch (request.getServletPath()) {
            case "/health/live" -> answer(response, true, List.of());
            // Recipients get their pictures and pages also while hits cannot be stored; that is what ready/hits is for.
            case "/health/ready" -> answer(response, true, List.of(hits, tables));
            case "/health/ready/hits" -> answer(response, hits.trouble() == null, List.of(hits));
            default -> answer(response, tables.trouble() == null, List.of(tables));
        }
    }

    private Map<String, Object> hitNumbers(IntakeState state) {
        var numbers = new LinkedHashMap<String, Object>();
        numbers.put("accepted", state.accepted());
        numbers.put("notStored", state.notStored());
        numbers.put("backlog", state.backlog());
        numbers.put("damaged", state.damaged());
        numbers.put("refused", state.refused());
        numbers.put("journalBytes", state.diskBytes());
        numbers.put("journalLimit", state.diskLimit());
        numbers.put("late", counts.late());
        numbers.put("flooding", counts.flooding());
        numbers.put("badPixels", counts.badPixels());
        numbers.put("badLinks", counts.badLinks());
        numbers.put("held", counts.held());
        if (state.isHalfFull()) {
            numbers.put(
                    "warning", "Half of the journal's room on the disk is taken by hits that wait for the database.");
        }
        if (state.foldProblem() != null) {
            numbers.put("foldProblem", state.foldProblem());
        }
        return numbers;
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

    private record Check(String name, @Nullable String trouble, Map<String, Object> numbers) {
        Map<String, Object> form() {
            var form = new LinkedHashMap<String, Object>();
            form.put("name", name);
            form.put("status", trouble == null ? "UP" : "DOWN");
            var data = new LinkedHashMap<>(numbers);
            if (trouble != null) {
                data.put("reason", trouble);
            }
            if (!data.isEmpty()) {
                form.put("data", data);
            }
            return form;
        }
    }
}
