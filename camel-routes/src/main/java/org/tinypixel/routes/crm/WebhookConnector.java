package org.tinypixel.routes.crm;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Ids;
import org.tinypixel.base.Json;
import org.tinypixel.crm.Command;
import org.tinypixel.crm.Content;
import org.tinypixel.crm.CrmAccount;
import org.tinypixel.crm.CrmConnector;
import org.tinypixel.crm.CrmRef;
import org.tinypixel.crm.Finding;
import org.tinypixel.crm.Outcome;
import org.tinypixel.engagement.EventType;

/**
 * Any program that takes signed webhooks (Standard Webhooks 1.0.0). Each message holds the whole state of one mail's event, so a receiver keeps the newest by {@code key} and
 * {@code version} and may overwrite.
 */
@ApplicationScoped
class WebhookConnector implements CrmConnector {
    /** The specification's schedule. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Descriptor DESCRIPTOR = new Descriptor(
            "webhook",
            "Webhook",
            List.of("Standard Webhooks 1.0.0"),
            List.of(
                    Field.of("url", Kind.URL, true, "Address", "Where the messages are posted, https."),
                    Field.of(
                            "secret",
                            Kind.SECRET,
                            true,
                            "Signing secret",
                            "whsec_ and 24 to 64 random bytes in base64; the receiver checks signatures with it."),
                    Field.of(
                            "previousSecret",
                            Kind.SECRET,
                            false,
                            "Previous signing secret",
                            "While receivers change over, messages are signed with both.")),
            false,
            PAUSES);

    private final Http http;
    private final InstantSource clock;

    /** For the container's proxy only. */
    protected WebhookConnector() {
        this(request -> new Http.Fault(Http.Kind.NO_CONNECTION, ""), InstantSource.system());
    }

    @Inject
    WebhookConnector(Http http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /** The body; times as RFC 3339, unknown values as null. */
    private record Message(String type, Instant timestamp, Map<String, @Nullable Object> data) {}

    @Override
    public Descriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<Finding> preflight(CrmAccount account) {
        var findings = new ArrayList<Finding>();
        for (var name : List.of("secret", "previousSecret")) {
            var secret = account.fields().get(name);
            if (secret != null && WebhookSignature.key(secret).isEmpty()) {
                findings.add(
                        Finding.block(
                                Finding.Code.BAD_CREDENTIALS,
                                name,
                                "This is no signing secret.",
                                "Use whsec_ followed by 24 to 64 random bytes in base64, for example from: echo whsec_$(openssl rand -base64 32)"));
            }
        }
        if (!findings.isEmpty()) {
            return findings;
        }
        var now = clock.instant();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("text", "Tinypixel tries this address; there is nothing to do.");
        var outcome = post(account, "test-" + Ids.next(), new Message("tinypixel.test", now, data));
        if (outcome instanceof Outcome.Ok) {
            findings.add(Finding.info(
                    Finding.Code.CONNECTED,
                    "The receiver took a signed test message (type tinypixel.test).",
                    "From now on it gets each mail's events."));
        } else {
            findings.add(Finding.block(
                    Finding.Code.UNREACHABLE,
                    "url",
                    String.valueOf(InOrder.text(outcome)),
                    "Enter an address that answers a POST with a status from 200 to 299."));
        }
        return findings;
    }

    @Override
    public Resolution resolve(CrmAccount account, Set<EmailAddress> addresses) {
        return new Resolution.Found(Map.of());
    }

    @Override
    public List<Outcome> apply(CrmAccount account, List<Command> commands) {
        return InOrder.apply(
                commands, command -> post(account, command.key() + "-v" + command.version(), message(command)));
    }

    private Outcome post(CrmAccount account, String id, Message message) {
        var keys = new ArrayList<byte[]>();
        WebhookSignature.key(account.field("secret")).ifPresent(keys::add);
        WebhookSignature.key(account.field("previousSecret", "")).ifPresent(keys::add);
        if (keys.isEmpty()) {
            return new Outcome.Misconfigured("The signing secret has not the form whsec_ and base64.");
        }
        var body = Json.write(message).getBytes(StandardCharsets.UTF_8);
        var headers = new LinkedHashMap<>(WebhookSignature.headers(id, clock.instant(), body, keys));
        headers.put("Content-Type", "application/json");
        return outcome(http.send(new Http.Request(URI.create(account.field("url")), headers, body)), clock.instant());
    }

    /** Pure: what an answer means, by the specification's advice. */
    static Outcome outcome(Http.Reply reply, Instant now) {
        if (reply instanceof Http.Fault fault) {
            return fault.kind() == Http.Kind.TOO_LARGE ? new Outcome.Ok(null, null) : AnswerRule.of(fault);
        }
        var answer = (Http.Answer) reply;
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Ok(null, null);
        }
        var general = AnswerRule.of(answer, now);
        if (general != null) {
            return general;
        }
        var text = "The receiver answered HTTP " + status + AnswerRule.quote(answer);
        return switch (status) {
            case 410 -> new Outcome.Reauth(text + " It wants no more messages; save the connection again to go on.");
            case 401, 403 -> new Outcome.Forbidden(text);
            default -> new Outcome.Retry(Outcome.Scope.ITEM, null, true, text);
        };
    }

    private static Message message(Command command) {
        var content = command.content();
        var mail = content.mail();
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("key", command.key());
        data.put("version", command.version());
        data.put("summary", content.headline());
        data.put("mail", mail);
        if (content instanceof Content.LogEngagement engagement) {
            data.put("firstAt", engagement.firstAt());
            data.put("lastAt", engagement.lastAt());
            data.put("count", engagement.count());
            data.put("confidence", engagement.confidence());
            data.put("reason", engagement.reason());
            data.put("links", engagement.links());
        } else {
            data.put("firstAt", content.at());
            data.put("lastAt", content.at());
            data.put("count", 1);
        }
        return new Message(type(content.type()), content.at(), data);
    }

    private static String type(EventType type) {
        return switch (type) {
            case SENT -> "mail.sent";
            case OPENED -> "mail.opened";
            case CLICKED -> "mail.clicked";
            case REPLIED -> "mail.replied";
            case BOUNCED -> "mail.bounced";
            case FOLLOW_UP -> "mail.follow_up";
        };
    }

    @Override
    public @Nullable String url(CrmAccount account, CrmRef ref) {
        return null;
    }
}
