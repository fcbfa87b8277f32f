package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.PageRequest;
import org.tinypixel.report.Figures;
import org.tinypixel.report.Reports;

/** The engagement report, as JSON and as a workbook. */
@Path("/reports")
@RequestScoped
public class ReportsResource {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Inject
    Reports reports;

    @Inject
    Caller caller;

    @GET
    @Path("engagement")
    @Produces(MediaType.APPLICATION_JSON)
    public Figures figures(
            @BeanParam ReportQuery query,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return reports.figures(
                caller.viewer(),
                query.filter(),
                skip(cursor),
                PageRequest.of(limit, null).limit());
    }

    private static long skip(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return 0;
        }
        try {
            return Long.parseUnsignedLong(cursor);
        } catch (NumberFormatException damaged) {
            throw new Invalid("cursor", "The cursor is damaged: take the one of the last page as it is.");
        }
    }

    /** The whole file is made before its first byte is sent, so that a failure is an error and never half a workbook. */
    @GET
    @Path("engagement.xlsx")
    @Produces(XLSX)
    public Response workbook(@BeanParam ReportQuery query) throws IOException {
        var viewer = caller.viewer();
        var filter = query.filter();
        var file = Files.createTempFile("tinypixel-report", ".xlsx");
        try (var to = new BufferedOutputStream(Files.newOutputStream(file))) {
            reports.workbook(viewer, filter, to);
        } catch (IOException | RuntimeException failed) {
            Files.delete(file);
            throw failed;
        }
        var length = Files.size(file);
        StreamingOutput body = to -> {
            try {
                Files.copy(file, to);
            } finally {
                Files.delete(file);
            }
        };
        return Response.ok(body, XLSX)
                .header("Content-Length", length)
                .header("Content-Disposition", "attachment; filename=\"tinypixel-engagement.xlsx\"")
                .build();
    }
}
