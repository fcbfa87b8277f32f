package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.classify.Correction;
import org.tinypixel.engagement.Corrections;
import org.tinypixel.engagement.EventView;

/** What people say by hand of what happened with a mail, and take back again. */
@Path("/messages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CorrectionsResource {
    @Inject
    Corrections corrections;

    @Inject
    Caller caller;

    /** What it was. */
    public record Said(@Nullable Correction was) {}

    @POST
    @Path("{id}/events/{event}/correction")
    public EventView correct(@PathParam("id") String id, @PathParam("event") String event, @Nullable Said body) {
        var was = AdministrationResource.given(body).was();
        if (was == null) {
            throw new Invalid("was", "Say what it was: me, scanner, person or not-useful.");
        }
        return corrections.correct(caller.viewer(), id, event, was);
    }

    @DELETE
    @Path("{id}/events/{event}/correction")
    public EventView undo(@PathParam("id") String id, @PathParam("event") String event) {
        return corrections.undo(caller.viewer(), id, event);
    }

    /** The recipient told of the mail by another way, on the phone for example. */
    @POST
    @Path("{id}/copies/{copy}/told")
    public void told(@PathParam("id") String id, @PathParam("copy") String copy) {
        corrections.told(caller.viewer(), id, copy);
    }

    @DELETE
    @Path("{id}/copies/{copy}/told")
    public void untold(@PathParam("id") String id, @PathParam("copy") String copy) {
        corrections.untold(caller.viewer(), id, copy);
    }
}
