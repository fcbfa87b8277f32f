package org.tinypixel.submission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Invalid;
import org.tinypixel.followup.Sequence;
import org.tinypixel.tracking.NewMessage;

/**
 * Tells people from addresses that are switches: {@code no-track@}, {@code anonymous@} and {@code followup-3d@} under a domain of the gateway. Any other address of such a domain is a
 * person, since an organisation may well receive mail there. Pure.
 */
final class GatewayAddressRule {
    private static final Pattern FOLLOW_UP = Pattern.compile("followup-(\\d{1,9})([hdw])");

    private GatewayAddressRule() {}

    /**
     * What the recipients of one mail ask for.
     *
     * @param people who gets the mail
     * @param switches the others
     * @param track null where no address says anything about tracking
     * @param followUp how long to wait before a follow-up; null for none
     */
    record Asked(
            List<EmailAddress> people,
            Set<EmailAddress> switches,
            NewMessage.@Nullable Track track,
            Sequence.@Nullable Wait followUp) {}

    /** Whether an address is no person. */
    static boolean isSwitch(EmailAddress address, Set<String> domains) {
        return domains.contains(address.domain())
                && (address.local().equals("no-track")
                        || address.local().equals("anonymous")
                        || FOLLOW_UP.matcher(address.local()).matches());
    }

    /** Why an address that looks like a switch cannot be one, as a sentence; null where it can, and for people. */
    static @Nullable String refuse(EmailAddress address, Set<String> domains) {
        if (!isSwitch(address, domains)) {
            return null;
        }
        var asked = FOLLOW_UP.matcher(address.local());
        if (!asked.matches()) {
            return null;
        }
        var hours = asked.group(2).equals("h");
        var amount = Integer.parseInt(asked.group(1)) * (asked.group(2).equals("w") ? 7L : 1L);
        var most = hours ? 8760 : 365;
        return amount >= 1 && amount <= most
                ? null
                : "A follow-up waits 1 hour to 1 year: followup-12h, followup-3d or followup-2w.";
    }

    /** Sorts the recipients; {@link Invalid} where two follow-ups are asked for or nobody is left. */
    static Asked read(List<EmailAddress> recipients, Set<String> domains) {
        var people = new ArrayList<EmailAddress>();
        var switches = new HashSet<EmailAddress>();
        Sequence.Wait followUp = null;
        var off = false;
        var anonymous = false;
        for (var address : recipients) {
            if (!isSwitch(address, domains)) {
                people.add(address);
                continue;
            }
            var refusal = refuse(address, domains);
            if (refusal != null) {
                throw new Invalid("to", refusal);
            }
            switches.add(address);
            off |= address.local().equals("no-track");
            anonymous |= address.local().equals("anonymous");
            var wait = waitOf(address);
            if (wait != null && followUp != null && !followUp.equals(wait)) {
                throw new Invalid("to", "Two different follow-ups are asked for: name one.");
            }
            followUp = wait == null ? followUp : wait;
        }
        if (people.isEmpty()) {
            throw new Invalid("to", "The mail has no recipient besides the addresses of this gateway.");
        }
        return new Asked(people, switches, track(off, anonymous), followUp);
    }

    private static NewMessage.@Nullable Track track(boolean off, boolean anonymous) {
        if (off) {
            return new NewMessage.Track(false, false, false, null);
        }
        return anonymous ? new NewMessage.Track(null, null, null, true) : null;
    }

    private static Sequence.@Nullable Wait waitOf(EmailAddress address) {
        var asked = FOLLOW_UP.matcher(address.local());
        if (!asked.matches()) {
            return null;
        }
        var amount = Integer.parseInt(asked.group(1));
        return switch (asked.group(2)) {
            case "h" -> new Sequence.Wait(amount, Sequence.Unit.HOURS);
            case "w" -> new Sequence.Wait(7 * amount, Sequence.Unit.DAYS);
            default -> new Sequence.Wait(amount, Sequence.Unit.DAYS);
        };
    }
}
