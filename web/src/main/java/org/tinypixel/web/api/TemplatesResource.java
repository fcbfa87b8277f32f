package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Page;
import org.tinypixel.followup.MailTemplate;
import org.tinypixel.followup.NewMailTemplate;
import org.tinypixel.followup.Sequences;

/** Texts of follow-ups. */
@Path("/templates")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TemplatesResource {
    @Inject
    Sequences sequences;

    @Inject
    Caller caller;

    @GET
    public Page<MailTemplate> list() {
        return Page.all(sequences.templates(caller.viewer()));
    }

    @POST
    public Response add(@Nullable NewMailTemplate template) {
        return AdministrationResource.created(
                sequences.addTemplate(caller.viewer(), AdministrationResource.given(template)));
    }

    @GET
    @Path("{id}")
    public MailTemplate find(@PathParam("id") String id) {
        return sequences.template(caller.viewer(), id);
    }

    @PUT
    @Path("{id}")
    public MailTemplate change(@PathParam("id") String id, @Nullable NewMailTemplate template) {
        return sequences.changeTemplate(caller.viewer(), id, AdministrationResource.given(template));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        sequences.removeTemplate(caller.viewer(), id);
    }
}
