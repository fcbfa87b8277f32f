package org.tinypixel.followup;

import java.time.Instant;

/** What happens to one due follow-up. The reason is stored and shown to the salesperson. */
sealed interface Decision {
    String reason();

    /** The word that the API shows. */
    String word();

    record Send(String reason) implements Decision {
        @Override
        public String word() {
            return "send";
        }
    }

    record Skip(String reason) implements Decision {
        @Override
        public String word() {
            return "skip";
        }
    }

    /** Looks again soon; what was due stays due at its time, so that evidence is not asked for anew each time. */
    record LookAgain(Instant at, String reason) implements Decision {
        @Override
        public String word() {
            return "postpone";
        }
    }

    /** Due at a later time. */
    record Postpone(Instant until, String reason) implements Decision {
        @Override
        public String word() {
            return "postpone";
        }
    }

    record Ask(String reason) implements Decision {
        @Override
        public String word() {
            return "ask";
        }
    }

    /** Ends the enrollment. */
    record Stop(String reason) implements Decision {
        @Override
        public String word() {
            return "stop";
        }
    }

    /** Cannot go as it is; a person may mend it and send again. */
    record Fail(String reason) implements Decision {
        @Override
        public String word() {
            return "fail";
        }
    }
}
