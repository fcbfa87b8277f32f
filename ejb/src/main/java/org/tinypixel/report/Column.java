package org.tinypixel.report;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of Data, in order. A value is an Instant, a Number, a String, or null for unknown (never 0 for unknown). */
enum Column {
    SENT_AT(
            "sentAt",
            "Sent at",
            "When a mail server took the copy; empty while it waits.",
            row -> row.copy().sentAt()),
    SENDER(
            "sender",
            "Sender",
            "Address that the mail is from.",
            row -> row.copy().sender().value()),
    PERSON("person", "Person", "Whose mail it is.", ReportRow::person),
    TEAM("team", "Team", "That person's teams today.", ReportRow::team),
    RECIPIENT(
            "recipient",
            "Recipient",
            "Address of this copy.",
            row -> row.copy().recipient().value()),
    RECIPIENT_NAME(
            "recipientName",
            "Recipient's name",
            "As the mail gave it.",
            row -> row.copy().recipientName()),
    SUBJECT("subject", "Subject", "The mail's subject.", row -> row.copy().subject()),
    TEMPLATE(
            "template",
            "Template",
            "Template that the mail was made from.",
            row -> row.copy().template()),
    CAMPAIGN(
            "campaign",
            "Campaign",
            "Campaign that the mail belongs to.",
            row -> row.copy().campaign()),
    SEQUENCE(
            "sequence",
            "Sequence",
            "Sequence that the copy entered.",
            row -> row.copy().sequence()),
    DELIVERY(
            "delivery",
            "Delivery",
            "See the reference page Status words.",
            row -> row.copy().delivery().label()),
    ENGAGEMENT(
            "engagement",
            "Engagement",
            "See the reference page Status words. Not seen does not mean that it was not read.",
            row -> row.copy().engagement().status().label()),
    REASON(
            "reason",
            "Reason",
            "Why the status is what it is.",
            row -> row.copy().engagement().reason()),
    CONFIDENCE("confidence", "Confidence", "How sure that is: low, medium or high.", ReportRow::confidence),
    TRACKED_OPENS(
            "trackedOpens", "Tracked opens", "1 where a pixel is in the copy, else 0.", row -> bit(row.tracked())),
    TRACKED_LINKS(
            "trackedLinks",
            "Tracked links",
            "Number of tracked links in the copy.",
            row -> row.copy().trackedLinks()),
    SENT("sent", "Sent", "1 where a mail server took the copy.", row -> bit(row.sent())),
    BOUNCED("bounced", "Bounced", "1 where the copy came back.", row -> bit(row.bounced())),
    SEEN(
            "seen",
            "Seen by a person",
            "1 where a person opened, clicked or replied (a unique open).",
            row -> bit(row.seen())),
    MACHINE_ONLY(
            "machineOnly", "Machine only", "1 where only machines loaded the picture.", row -> bit(row.machineOnly())),
    CLICKED("clicked", "Clicked", "1 where a person clicked a tracked link.", row -> bit(row.clicked())),
    REPLIED("replied", "Replied", "1 where a person replied.", row -> bit(row.replied())),
    FIRST_OPEN(
            "firstOpen",
            "First open",
            "First open by a person.",
            row -> row.copy().engagement().firstOpen()),
    LAST_OPEN(
            "lastOpen",
            "Last open",
            "Last open by a person.",
            row -> row.copy().engagement().lastOpen()),
    OPENS(
            "opens",
            "Opens",
            "Opens by people: loads within 10 minutes on one device are one.",
            row -> row.copy().engagement().opens()),
    INFERRED(
            "inferred",
            "Inferred",
            "1 where the open is known only from a click or reply.",
            row -> bit(row.copy().engagement().inferred())),
    MACHINE_LOADS(
            "machineLoads",
            "Machine loads",
            "Loads by machines; in no other number.",
            row -> row.copy().engagement().machineLoads()),
    CLICKS(
            "clicks",
            "Clicks",
            "Clicks by people: two on one link within 10 seconds are one.",
            row -> row.copy().engagement().clicks()),
    LINKS_CLICKED(
            "linksClicked",
            "Links clicked",
            "Number of different links clicked by people.",
            row -> row.copy().engagement().clicksPerLink().size()),
    FIRST_CLICK(
            "firstClick",
            "First click",
            "First click by a person.",
            row -> row.copy().engagement().firstClick()),
    REPLIED_AT(
            "repliedAt",
            "Replied at",
            "First reply by a person.",
            row -> row.copy().repliedAt()),
    DEVICES("devices", "Devices", "Groups of devices that people read with.", ReportRow::devices),
    COUNTRIES("countries", "Countries", "Countries of people's hits; never a finer place.", ReportRow::countries),
    FORWARDED(
            "forwarded",
            "Forwarded",
            "no, likely or yes.",
            row -> row.copy().engagement().forwardLikelihood());

    final String key;
    final String label;
    final String definition;
    // The lambdas above hold nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<ReportRow, @Nullable Object> value;

    Column(String key, String label, String definition, Function<ReportRow, @Nullable Object> value) {
        this.key = key;
        this.label = label;
        this.definition = definition;
        this.value = value;
    }

    /** Its place in the sheet, from 0: the order above is the sheet's. */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    @Nullable
    Object of(ReportRow row) {
        return value.apply(row);
    }

    private static Integer bit(boolean holds) {
        return holds ? 1 : 0;
    }
}
