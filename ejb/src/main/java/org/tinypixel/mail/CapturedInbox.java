package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.Page;
import org.tinypixel.base.PageRequest;
import org.tinypixel.settings.Settings;

/**
 * The built-in inbox of relay {@code capture:}: what would have left this server. A person sees the captured mails of those whose mails that person sees; a mail that is
 * not of our making is the administrators'.
 */
@Stateless
public class CapturedInbox {
    /** How long mails are kept. */
    static final Duration KEPT = Duration.ofDays(7);

    @Inject
    CapturedMails mails;

    @Inject
    OutgoingMails outgoing;

    @Inject
    MailContents contents;

    @Inject
    Settings settings;

    /** Newest first. */
    public Page<CapturedMail> list(Viewer viewer, PageRequest page) {
        return Page.of(
                        mails.list(viewer, page),
                        page.limit(),
                        row -> new PageRequest.Mark(row.capturedAt, row.id).cursor())
                .map(CapturedRow::shown);
    }

    public CapturedMail.Detail find(Viewer viewer, String id) {
        var row = mails.find(viewer, id);
        var content = MimeReader.read(mails.content(row).bytes());
        return new CapturedMail.Detail(
                row.id,
                row.capturedAt,
                row.sender,
                row.recipient,
                row.subject,
                row.sizeBytes,
                row.copyId,
                row.messageId,
                content.headers(),
                content.text(),
                content.html() != null,
                content.attachments());
    }

    /**
     * A complete HTML page of the mail that is harmless in a frame: no script, form or event, no foreign picture.
     *
     * @param images loads this installation's own pictures, the pixel among them, as a mail client does when it shows images
     */
    public String preview(Viewer viewer, String id, boolean images) {
        var content = MimeReader.read(mails.content(mails.find(viewer, id)).bytes());
        return new PreviewPage(settings.publicUrl(), images).of(content);
    }

    /** The whole message as it would have left. */
    public byte[] raw(Viewer viewer, String id) {
        return mails.content(mails.find(viewer, id)).bytes();
    }

    public void delete(Viewer viewer, String id) {
        mails.delete(mails.find(viewer, id));
    }

    /** Forgets some captured mails, and some contents that waited for a person's decision, of before the time that they are kept; false where none was left. */
    public boolean forgetSome(Instant now) {
        return mails.deleteBefore(now.minus(KEPT)) + outgoing.forgetContents(now.minus(KEPT)) > 0;
    }

    /** Forgets what mails shared when none of them is left. */
    public void forgetUnused() {
        contents.forgetUnused();
    }
}
