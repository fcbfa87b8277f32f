package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.mail.CapturedInbox;
import org.tinypixel.mail.CapturedMail;
import org.tinypixel.settings.Settings;

/** The built-in inbox of relay {@code capture:}. */
@Path("/captured")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CapturedResource {
    @Inject
    CapturedInbox inbox;

    @Inject
    Settings settings;

    @Inject
    Caller caller;

    @GET
    public Page<CapturedMail> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return inbox.list(caller.viewer(), PageRequest.of(limit, cursor));
    }

    @GET
    @Path("{id}")
    public CapturedMail.Detail find(@PathParam("id") String id) {
        return inbox.find(caller.viewer(), id);
    }

    /** The mail as a page for a frame without scripts; {@code images=on} loads this installation's own pictures. */
    @GET
    @Path("{id}/preview")
    @Produces("text/html")
    public Response preview(@PathParam("id") String id, @QueryParam("images") @Nullable String images) {
        if (images != null && !List.of("on", "off").contains(images)) {
            throw new Invalid("images", "Images are on or off.");
        }
        return Response.ok(inbox.preview(caller.viewer(), id, "on".equals(images)), "text/html;charset=utf-8")
                .header("Content-Security-Policy", policy(settings.publicUrl()))
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store, private")
                .build();
    }

    @GET
    @Path("{id}/raw")
    @Produces("message/rfc822")
    public Response raw(@PathParam("id") String id) {
        return Response.ok(inbox.raw(caller.viewer(), id), "message/rfc822")
                .header("Content-Disposition", "attachment; filename=\"mail.eml\"")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        inbox.delete(caller.viewer(), id);
    }

    /** A mail may show its formatting and our own pictures and open links elsewhere; it may do nothing else, also where it is opened outside the app's frame. */
    static String policy(URI publicUrl) {
        return "default-src 'none'; img-src 'self' data: " + publicUrl
                + "; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                + " sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'";
    }
}
