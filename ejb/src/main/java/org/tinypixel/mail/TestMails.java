package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Role;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.PageRequest;
import org.tinypixel.base.UserId;
import org.tinypixel.engagement.EventView;
import org.tinypixel.engagement.Histories;
import org.tinypixel.relay.Relays;
import org.tinypixel.settings.Settings;
import org.tinypixel.tracking.NewMessage;

/** "Send me a test": a marked mail to the person's own address, in no number, and a checklist of what became of it. */
@Stateless
public class TestMails {
    @Inject
    Mail mail;

    @Inject
    OutgoingMails outgoing;

    @Inject
    OutgoingQueue queue;

    @Inject
    Histories histories;

    @Inject
    Relays relays;

    @Inject
    @Any
    Instance<ArrivalWatch> watches;

    @Inject
    Settings settings;

    @Inject
    InstantSource clock;

    /**
     * Sends one.
     *
     * @param relay the id of the relay that shall take it, for administrators; null for the one that takes the person's mail
     */
    public TestMail send(Viewer viewer, @Nullable String relay) {
        if (relay != null) {
            viewer.mustBe(Role.ADMINISTRATOR);
            var chosen = relays.find(relay).orElseThrow(() -> new Invalid("relay", "There is no such mail server."));
            if (!chosen.enabled()) {
                throw new Invalid("relay", "“" + chosen.name() + "” is switched off: switch it on first.");
            }
        }
        var link = settings.publicUrl() + "/";
        var message = new NewMessage(
                null,
                List.of(new NewMessage.To(viewer.address().value(), viewer.name(), null, null)),
                "Tinypixel test",
                "<p>Hello " + escaped(viewer.name())
                        + ",</p><p>this is the test that you asked for. It is in no figure.</p>"
                        + "<p>Show the pictures of this mail, follow <a href=\"" + escaped(link)
                        + "\">this link</a>, and reply to it: the checklist in Tinypixel says what was seen.</p>",
                "Hello " + viewer.name() + ",\n\nthis is the test that you asked for. It is in no figure.\n",
                null,
                null,
                null,
                null,
                null,
                true);
        var created = mail.submitTest(viewer, message, relay);
        return checklist(viewer, created.message().id().value());
    }

    /** How far it came; {@link NotFound} also for one that the viewer may not see. */
    public TestMail find(Viewer viewer, String id) {
        return checklist(viewer, id);
    }

    private TestMail checklist(Viewer viewer, String id) {
        var row = outgoing.ofMessage(id)
                .filter(found -> found.ownerId != null && viewer.sees(new UserId(found.ownerId)))
                .orElseThrow(() -> new NotFound("There is no such test mail."));
        var entry = queue.find(viewer, row.id);
        var events = histories
                .events(viewer, id, new PageRequest(PageRequest.LONGEST, null))
                .items();
        var open = first(events, "open");
        var reader = reader(EmailAddress.of(row.recipient));
        var known = new ChecklistRule.Known(
                entry.state(),
                entry.reason(),
                entry.settledAt(),
                relays.find(row.relay).filter(relay -> relay.server() == null).isPresent(),
                reader.isPresent(),
                reader.flatMap(watch -> watch.arrived(row.copy())).orElse(null),
                open.map(EventView::at).orElse(null),
                open.map(TestMails::judged).orElse(null),
                first(events, "click").map(EventView::at).orElse(null),
                first(events, "reply").map(EventView::at).orElse(null),
                settings.publicUrl());
        var checks = ChecklistRule.checks(known, clock.instant());
        return new TestMail(
                id,
                row.copyId,
                row.recipient,
                entry.relay(),
                row.createdAt,
                checks,
                checks.stream().noneMatch(check -> check.state() == TestMail.State.WAITING));
    }

    private Optional<ArrivalWatch> reader(EmailAddress address) {
        return watches.stream().filter(watch -> watch.reads(address)).findFirst();
    }

    private static Optional<EventView> first(List<EventView> events, String type) {
        return events.stream().filter(event -> event.type().equals(type)).findFirst();
    }

    private static String judged(EventView open) {
        var verdict = open.verdict() == null ? "test" : open.verdict().name().toLowerCase(java.util.Locale.ROOT);
        return "Judged as: " + verdict + (open.reason() == null ? "." : " (" + open.reason() + ").");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
