package org.tinypixel.mail;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reads the content of large mails while they are handed over, when no transaction is open: each piece in one of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class MailPieces {
    @Inject
    MailContents contents;

    /** Empty behind the last. */
    public Optional<byte[]> piece(String content, int place) {
        return contents.piece(content, place);
    }
}
