package org.tinypixel.engagement;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.UserId;

/** Conditions of a query over {@code e} (an {@link EngagementRow}), with their values. Values never become part of the query's text. */
final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Every list begins with whose mails may be seen. */
    Where(Set<UserId> owners) {
        and("e.ownerId in :owners", "owners", owners.stream().map(UserId::value).collect(Collectors.toSet()));
    }

    Where and(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
        return this;
    }

    /** One more value for a condition that was added. */
    Where with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    Where and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds the condition only where there is a value. */
    Where maybe(String condition, String name, @Nullable Object value) {
        return value == null ? this : and(condition, name, value);
    }

    /** Each word must appear in one of the columns; upper and lower case are one. */
    Where words(String field, @Nullable String text, String... columns) {
        if (text == null || text.isBlank()) {
            return this;
        }
        var number = 0;
        for (var word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            var name = field + number++;
            var parts = new ArrayList<String>();
            for (var column : columns) {
                parts.add("lower(" + column + ") like :" + name + " escape '!'");
            }
            var literal = word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
            and("(" + String.join(" or ", parts) + ")", name, "%" + literal + "%");
        }
        return this;
    }

    /**
     * Each word must begin a word of the mail's subject or of a recipient's address or name: what {@link #words} would find by reading every row is found in an index, as far as it
     * begins with a word. Says nothing of signs.
     */
    Where search(List<String> asked) {
        return each(
                asked,
                words -> "e.messageId in (select w.messageId from SearchWordRow w where w.ownerId in :owners and "
                        + words + ")");
    }

    /** The same as {@link #search}, asked of each row: a count, since databases turn an "exists" into a list of all that have the word. */
    Where hasWords(List<String> asked) {
        return each(
                asked,
                words -> "(select count(w.word) from SearchWordRow w where w.messageId = e.messageId and " + words
                        + ") > 0");
    }

    private Where each(List<String> asked, UnaryOperator<String> condition) {
        var number = 0;
        for (var word : asked) {
            var name = "word" + number++;
            and(condition.apply("w.word >= :" + name + " and w.word < :" + name + "Behind"), name, word)
                    .with(name + "Behind", SearchWords.behind(word));
        }
        return this;
    }

    /** One of these values; none of none. */
    Where among(String column, String name, Collection<?> values) {
        return values.isEmpty() ? and("1 = 0") : and(column + " in :" + name, name, values);
    }

    String text() {
        return " where " + String.join(" and ", conditions);
    }

    <T> TypedQuery<T> fill(TypedQuery<T> query) {
        values.forEach(query::setParameter);
        return query;
    }
}
