package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.Page;
import org.tinypixel.engagement.ContactView;
import org.tinypixel.engagement.Histories;
import org.tinypixel.engagement.TimelineView;

/** People who got mails, and all that happened with them. */
@Path("/contacts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ContactsResource {
    @Inject
    Histories histories;

    @Inject
    Caller caller;

    @GET
    public Page<ContactView> list(@QueryParam("q") @Nullable String q, @BeanParam Paging paging) {
        return histories.contacts(caller.viewer(), q, paging.request());
    }

    @GET
    @Path("{email}/timeline")
    public Page<TimelineView> timeline(@PathParam("email") String email, @BeanParam Paging paging) {
        var viewer = caller.viewer();
        var contact = EmailAddress.parse(email)
                .orElseThrow(() -> new NotFound("This is no e-mail address; one looks like anna@example.com."));
        return histories.timeline(viewer, contact, paging.request());
    }
}
