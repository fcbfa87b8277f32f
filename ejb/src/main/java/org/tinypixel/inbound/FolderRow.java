package org.tinypixel.inbound;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.tinypixel.base.StableKey;

/** How far one folder was read. */
@Entity
@Table(name = "mailbox_folder")
class FolderRow {
    @Id
    String id;

    @Column(name = "mailbox_id")
    String mailbox;

    String folder;
    long validity;

    @Column(name = "last_uid")
    long lastUid;

    protected FolderRow() {}

    FolderRow(String mailbox, String folder) {
        this.id = id(mailbox, folder);
        this.mailbox = mailbox;
        this.folder = folder;
    }

    static String id(String mailbox, String folder) {
        return StableKey.of("folder", mailbox, folder);
    }

    FolderMark mark() {
        return new FolderMark(validity, lastUid);
    }

    /** Whether the message lies behind the mark; ids of another validity say nothing about it (RFC 3501, section 2.3.1.1). */
    boolean isNew(long ofValidity, long uid) {
        return ofValidity != validity || uid > lastUid;
    }

    void move(long toValidity, long uid) {
        lastUid = toValidity == validity ? Math.max(lastUid, uid) : uid;
        validity = toValidity;
    }
}
