package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.tinypixel.mail.TestMail;
import org.tinypixel.mail.TestMails;

/** "Send me a test", and its checklist. */
@Path("/test-mails")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TestMailsResource {
    @Inject
    TestMails tests;

    @Inject
    Caller caller;

    /** By which relay; null for the one that takes one's own mail. */
    public record NewTest(@Nullable String relay) {}

    @POST
    public Response send(@Nullable NewTest wanted) {
        return AdministrationResource.created(tests.send(caller.viewer(), wanted == null ? null : wanted.relay()));
    }

    @GET
    @Path("{id}")
    public TestMail find(@PathParam("id") String id) {
        return tests.find(caller.viewer(), id);
    }
}
