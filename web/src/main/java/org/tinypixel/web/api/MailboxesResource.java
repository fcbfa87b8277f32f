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
import org.tinypixel.connect.Looked;
import org.tinypixel.inbound.MailboxDraft;
import org.tinypixel.inbound.MailboxView;
import org.tinypixel.inbound.Mailboxes;

/** The mailboxes that are read for replies and bounces, for administrators. Secrets go in and never come out. */
@Path("/mailboxes")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class MailboxesResource {
    @Inject
    Mailboxes mailboxes;

    @Inject
    Caller caller;

    @GET
    public Page<MailboxView> list() {
        return Page.all(mailboxes.list(caller.viewer()));
    }

    @POST
    public Response add(@Nullable MailboxDraft draft) {
        return AdministrationResource.created(mailboxes.create(caller.viewer(), AdministrationResource.given(draft)));
    }

    @GET
    @Path("{id}")
    public MailboxView find(@PathParam("id") String id) {
        return mailboxes.get(caller.viewer(), id);
    }

    @PUT
    @Path("{id}")
    public MailboxView change(@PathParam("id") String id, @Nullable MailboxDraft draft) {
        return mailboxes.update(caller.viewer(), id, AdministrationResource.given(draft));
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
        mailboxes.delete(caller.viewer(), id);
    }

    /** Looks at a mailbox that is not saved; with an {@code id} the stored secret is used where none is typed. */
    @POST
    @Path("test")
    public Looked test(@Nullable MailboxDraft draft) {
        return mailboxes.test(caller.viewer(), AdministrationResource.given(draft));
    }

    /** Looks at a saved mailbox: as it is stored, or with the changes in the body and the stored secret. */
    @POST
    @Path("{id}/test")
    public Looked test(@PathParam("id") String id, @Nullable MailboxDraft draft) {
        return draft == null ? mailboxes.test(caller.viewer(), id) : mailboxes.test(caller.viewer(), id, draft);
    }

    /** Has it read as soon as possible. */
    @POST
    @Path("{id}/read")
    public Response read(@PathParam("id") String id) {
        mailboxes.readNow(caller.viewer(), id);
        return Response.accepted().build();
    }
}
