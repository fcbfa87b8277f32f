package org.tinypixel.tracking;

import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinypixel.access.Viewer;
import org.tinypixel.base.CopyId;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.MessageId;

/** Takes mails in: one copy per recipient, each with its own token, pixel and tracked links; stores messages and copies. */
@Stateless
public class Messages {
    /**
     * A mail with its tracked copies.
     *
     * @param willSend false where the client sends the copies itself
     */
    public record Created(StoredMessage message, List<TrackedCopy> copies, boolean willSend) {
        public Created {
            copies = List.copyOf(copies);
        }
    }

    /** Checks, stores and tracks a mail given as JSON; fires {@link MessageCreated}. {@link org.tinypixel.base.Invalid} names every wrong field. */
    public Created create(Viewer viewer, NewMessage message) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** The same for a complete MIME message; {@code from} null takes the message's own, {@code to} empty takes To, Cc and Bcc of the message. */
    public Created createRaw(Viewer viewer, byte[] mime, @Nullable EmailAddress from, List<EmailAddress> to) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** A follow-up to a copy in its thread: {@code Message-ID} as given, {@code In-Reply-To} and {@code References} from the copy's mail. The caller is trusted code. */
    public Created createFollowUp(FollowUpMail mail) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** A message by id, for trusted code inside the application. */
    public Optional<StoredMessage> find(MessageId id) {
        throw new IllegalStateException("seam: its owner builds this");
    }

    /** The message of a copy, for trusted code inside the application. */
    public Optional<StoredMessage> findByCopy(CopyId id) {
        throw new IllegalStateException("seam: its owner builds this");
    }
}
