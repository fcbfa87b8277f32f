package org.tinypixel.engagement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinypixel.classify.EngagementStatus;
import org.tinypixel.classify.NetworkListState;
import org.tinypixel.classify.RuleView;

/**
 * The rules by which hits are judged, and what becomes of copies that older ones judged.
 *
 * @param version by which every new hit is judged, with all other hits of its copy
 * @param inForce by which the older copies are judged; the same as {@code version} once everything is folded
 * @param change the last change of rules; null where there never was one on this database
 * @param rules in their order
 * @param networks lists of networks with their dates
 * @param networkProblems what was wrong with lists that the operator installed, in plain words
 */
public record RulesView(
        int version,
        int inForce,
        @Nullable Change change,
        List<RuleView> rules,
        List<NetworkListState> networks,
        List<String> networkProblems) {
    public RulesView {
        rules = List.copyOf(rules);
        networks = List.copyOf(networks);
        networkProblems = List.copyOf(networkProblems);
    }

    /** How far a change is. */
    public enum State {
        @JsonProperty("trying")
        TRYING,
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("applying")
        APPLYING,
        @JsonProperty("done")
        DONE
    }

    /**
     * One change of rules.
     *
     * @param from version of the older rules
     * @param to version of the new ones
     * @param copies judged by older rules when the change began
     * @param sample how many of them are tried out: all, or a random part
     * @param tried so far
     * @param changed of those tried, copies with another status, number or time
     * @param reworded of those tried, copies of which only the words change
     * @param left copies that older rules still judge
     * @param appliesAt when it is applied by itself; null where it waits for a person, or is applied already
     * @param appliedBy who said go: a person's name, or {@code by itself}
     */
    public record Change(
            int from,
            int to,
            State state,
            long copies,
            long sample,
            long tried,
            long changed,
            long reworded,
            long left,
            Instant startedAt,
            @Nullable Instant triedAt,
            @Nullable Instant appliesAt,
            @Nullable Instant appliedAt,
            @Nullable String appliedBy,
            @Nullable Instant doneAt,
            List<Difference> differences) {
        public Change {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Copies that change in the same way.
     *
     * @param ruleBefore key of the rule that decided, or {@code counting} where every hit is judged as before and only counted otherwise
     * @param sentenceAfter what the new rule says, in plain language; null for {@code counting}
     * @param examples those whose mails the viewer sees
     */
    public record Difference(
            EngagementStatus before,
            String labelBefore,
            EngagementStatus after,
            String labelAfter,
            String ruleBefore,
            String ruleAfter,
            @Nullable String sentenceAfter,
            long copies,
            List<Example> examples) {
        public Difference {
            examples = List.copyOf(examples);
        }
    }

    /** One of these copies. */
    public record Example(String message, String copy, String recipient, String subject) {}
}
