package org.tinypixel.followup;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A plan of follow-ups to one mail, as screens and the API show it.
 *
 * @param active false: nobody enters, and due steps of those inside wait
 * @param steps 1 to 10, one after the other
 * @param stopOnReply whether a human reply ends it
 */
public record Sequence(
        String id,
        String name,
        boolean active,
        List<Step> steps,
        boolean stopOnReply,
        Hours calendar,
        Approval approval) {
    /** The most steps that a sequence has. */
    public static final int MOST_STEPS = 10;

    public Sequence {
        steps = List.copyOf(steps);
    }

    /**
     * One part: wait, look, send.
     *
     * @param pause counted from the mail before
     * @param template a template's id
     */
    public record Step(
            @JsonProperty("wait") Wait pause, Condition condition, WhenUnknown whenUnknown, String template) {}

    /** How long, one or more of the unit. */
    public record Wait(int amount, Unit unit) {
        /** For sentences: {@code 3 working days}. */
        @Override
        public String toString() {
            return amount + " " + (amount == 1 ? unit.one() : unit.one() + "s");
        }
    }

    /** What a wait is counted in; the last two in the recipient's zone. */
    public enum Unit {
        @JsonProperty("minutes")
        MINUTES("minute", 525_600),
        @JsonProperty("hours")
        HOURS("hour", 8_760),
        @JsonProperty("days")
        DAYS("day", 365),
        @JsonProperty("workingDays")
        WORKING_DAYS("working day", 260);

        private final String one;
        private final int most;

        Unit(String one, int most) {
            this.one = one;
            this.most = most;
        }

        String one() {
            return one;
        }

        /** About a year. */
        int most() {
            return most;
        }
    }

    /** When a step sends; an open of any mail of the thread counts. */
    public enum Condition {
        @JsonProperty("notOpened")
        NOT_OPENED,
        @JsonProperty("opened")
        OPENED,
        @JsonProperty("always")
        ALWAYS
    }

    /** What counts where nobody can know: only a machine loaded the picture, or the mail is not tracked. */
    public enum WhenUnknown {
        @JsonProperty("treatAsNotOpened")
        TREAT_AS_NOT_OPENED,
        @JsonProperty("treatAsOpened")
        TREAT_AS_OPENED,
        @JsonProperty("ask")
        ASK
    }

    /** Whether a person looks at each follow-up before it goes. */
    public enum Approval {
        @JsonProperty("automatic")
        AUTOMATIC,
        @JsonProperty("ask")
        ASK
    }

    /**
     * When mails may go.
     *
     * @param zone IANA name; for recipients whose own zone is not known
     * @param days {@code MON} to {@code SUN}
     * @param from {@code 09:00}
     * @param to {@code 17:00}, up to {@code 24:00}
     */
    public record Hours(String zone, List<String> days, String from, String to) {
        public Hours {
            days = List.copyOf(days);
        }
    }
}
