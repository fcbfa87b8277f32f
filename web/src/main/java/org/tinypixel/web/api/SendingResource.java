package org.tinypixel.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.Conflict;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.Json;
import org.tinypixel.mail.Mail;
import org.tinypixel.tracking.Idempotency;
import org.tinypixel.tracking.Messages;
import org.tinypixel.tracking.NewMessage;
import org.tinypixel.tracking.TrackedCopy;

/** Takes mails in. */
@Path("/messages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SendingResource {
    @Inject
    Mail mail;

    @Inject
    Idempotency idempotency;

    @Inject
    Caller caller;

    @Context
    UriInfo uri;

    /** A mail that was taken in. */
    public record Accepted(String id, List<Copy> copies) {}

    /** One copy; {@code notTracked} says why it has no pixel, null where it has one. */
    public record Copy(
            String id,
            Recipient recipient,
            String status,
            @Nullable String html,
            @Nullable String text,
            @Nullable String openUrl,
            List<TrackedCopy.TrackedLink> links,
            @Nullable String notTracked) {}

    /** Who a copy is for. */
    public record Recipient(EmailAddress email, @Nullable String name) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response send(byte[] body, @HeaderParam("Idempotency-Key") @Nullable String key) throws IOException {
        var viewer = caller.viewer();
        var message = Json.MAPPER.readValue(body, NewMessage.class);
        if (message == null) {
            throw new Invalid("The body is empty: send a mail as a JSON object.");
        }
        return answer(key, body, () -> accepted(mail.submit(viewer, message)));
    }

    @POST
    @Path("raw")
    @Consumes("message/rfc822")
    public Response sendRaw(
            InputStream sent,
            @HeaderParam("Content-Length") @Nullable String length,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable List<String> to,
            @HeaderParam("Idempotency-Key") @Nullable String key)
            throws IOException {
        var viewer = caller.viewer();
        var body = WholeBody.read(sent, length == null || !length.matches("[0-9]{1,18}") ? -1 : Long.parseLong(length));
        var wrong = new Invalid.Collector();
        var sender = from == null ? null : address("from", from, wrong);
        var recipients = new ArrayList<EmailAddress>();
        var given = to == null ? List.<String>of() : to;
        for (var i = 0; i < given.size(); i++) {
            var recipient = address("to[" + i + "]", given.get(i), wrong);
            if (recipient != null) {
                recipients.add(recipient);
            }
        }
        wrong.throwIfAny();
        return answer(key, body, () -> accepted(mail.submitRaw(viewer, body, sender, recipients)));
    }

    private static @Nullable EmailAddress address(String field, String text, Invalid.Collector wrong) {
        var address = text.chars().anyMatch(Character::isISOControl)
                ? null
                : EmailAddress.parse(text).orElse(null);
        wrong.require(address != null, field, "This is no e-mail address; one looks like anna@example.com.");
        return address;
    }

    private Response answer(@Nullable String key, byte[] body, Supplier<Accepted> work) {
        Supplier<String> text = () -> Json.write(work.get());
        var answer = key == null ? text.get() : once(key, body, text);
        return Response.status(Response.Status.CREATED)
                .type(MediaType.APPLICATION_JSON)
                .entity(answer)
                .build();
    }

    private String once(String key, byte[] body, Supplier<String> work) {
        var viewer = caller.viewer();
        var hash = idempotency.hash(
                "POST " + uri.getRequestUri().getRawPath() + "?"
                        + uri.getRequestUri().getRawQuery(),
                body);
        var known = idempotency.answered(viewer, key, hash);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return idempotency.once(viewer, key, hash, work);
        } catch (Conflict first) {
            // Another request with this key was quicker, and is done by now.
            return idempotency.answered(viewer, key, hash).orElseThrow(() -> first);
        }
    }

    private static Accepted accepted(Messages.Created created) {
        return new Accepted(
                created.message().id().value(),
                created.copies().stream()
                        .map(copy -> copy(copy, created.willSend()))
                        .toList());
    }

    private static Copy copy(TrackedCopy copy, boolean willSend) {
        var stored = copy.copy();
        var unsent = stored.tracksOpens() ? "not-seen" : "not-tracked";
        return new Copy(
                stored.id().value(),
                new Recipient(stored.recipient(), stored.recipientName()),
                willSend ? "queued" : unsent,
                copy.html(),
                copy.text(),
                copy.openUrl(),
                copy.links(),
                stored.notTracked());
    }
}
