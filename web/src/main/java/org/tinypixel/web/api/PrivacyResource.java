package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.tinypixel.base.Page;
import org.tinypixel.recipient.RecipientPages;

/** What recipients asked for on their page. */
@Path("/privacy/requests")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PrivacyResource {
    @Inject
    RecipientPages recipients;

    @Inject
    Caller caller;

    /** Those that wait first, then the newest. */
    @GET
    public Page<RecipientPages.Request> list() {
        return Page.all(recipients.requests(caller.viewer()));
    }

    /** Marks one as answered; again is harmless. */
    @POST
    @Path("{id}/done")
    public RecipientPages.Request done(@PathParam("id") String id) {
        return recipients.done(caller.viewer(), id);
    }
}
