package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.MessageId;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.followup.Enrollment;
import org.tinypixel.followup.Enrollments;

/** Who is in which sequence. */
@Path("/enrollments")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class EnrollmentsResource {
    @Inject
    Enrollments enrollments;

    @Inject
    Caller caller;

    /** Who enters: the recipient of one copy, or all of a message. */
    public record NewEnrollment(
            @Nullable String copy,
            @Nullable String message,
            @Nullable String sequence) {}

    /** One enrollment for a copy, a list for a message. */
    @POST
    public Response enroll(@Nullable NewEnrollment body) {
        var given = AdministrationResource.given(body);
        var viewer = caller.viewer();
        var copy = given.copy();
        var message = given.message();
        if (copy != null && message == null) {
            return AdministrationResource.created(
                    enrollments.enrollCopy(viewer, new CopyId(id(copy)), given.sequence()));
        }
        if (message != null && copy == null) {
            return AdministrationResource.created(
                    Page.all(enrollments.enrollMessage(viewer, new MessageId(id(message)), given.sequence())));
        }
        throw new Invalid("copy", "Name either a copy or a message.");
    }

    @GET
    public Page<Enrollment> list(
            @QueryParam("sequence") @Nullable String sequence,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return enrollments.list(caller.viewer(), sequence, PageRequest.of(limit, cursor));
    }

    @POST
    @Path("{id}/stop")
    public Enrollment stop(@PathParam("id") String id) {
        return enrollments.stop(caller.viewer(), id);
    }

    private static String id(String text) {
        if (!Ids.isId(text)) {
            throw new NotFound("There is no such mail.");
        }
        return text;
    }
}
