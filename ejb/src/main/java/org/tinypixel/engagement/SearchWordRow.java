package org.tinypixel.engagement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A word by which a mail is found; see {@link SearchWords}. */
@Entity
@Table(name = "search_word")
@IdClass(SearchWordRow.Key.class)
class SearchWordRow {
    @Id
    @Column(name = "message_id")
    String messageId;

    @Id
    String word;

    @Column(name = "owner_id")
    String ownerId;

    protected SearchWordRow() {}

    SearchWordRow(String messageId, String ownerId, String word) {
        this.messageId = messageId;
        this.ownerId = ownerId;
        this.word = word;
    }

    /** A mail has each word once. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;

        String messageId = "";
        String word = "";

        protected Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.messageId.equals(messageId) && key.word.equals(word);
        }

        @Override
        public int hashCode() {
            return Objects.hash(messageId, word);
        }
    }
}
