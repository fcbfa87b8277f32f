package org.tinypixel.access;

import java.util.Set;
import org.tinypixel.base.EmailAddress;
import org.tinypixel.base.Forbidden;
import org.tinypixel.base.NotFound;
import org.tinypixel.base.UserId;

/**
 * Who asks, and what that person may see; every facade takes one.
 *
 * @param name as shown on screens
 * @param address the account's address, one of {@code addresses}
 * @param addresses senders that this person may use
 * @param visible users whose mails this person sees, the own id among them
 * @param sendAsAny may use any sender (for a CRM or a mail server that sends for many)
 */
public record Viewer(
        UserId id,
        String name,
        EmailAddress address,
        Set<EmailAddress> addresses,
        Set<Role> roles,
        Set<UserId> visible,
        boolean sendAsAny) {
    public Viewer {
        addresses = Set.copyOf(addresses);
        roles = Set.copyOf(roles);
        visible = Set.copyOf(visible);
    }

    public boolean sees(UserId owner) {
        return visible.contains(owner);
    }

    /** Does nothing for a row of a visible owner; {@link NotFound} for a foreign one, as if it were not there. */
    public void mustSee(UserId owner, String what) {
        if (!sees(owner)) {
            throw new NotFound("There is no such " + what + ".");
        }
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** {@link Forbidden} with a sentence that says who can help, unless the viewer has the role. */
    public void mustBe(Role role) {
        if (!is(role)) {
            throw new Forbidden(
                    role == Role.ADMINISTRATOR
                            ? "Only an administrator can do this; ask one of yours."
                            : "Only a manager can do this; an administrator can make you one.");
        }
    }

    public boolean maySendAs(EmailAddress sender) {
        return sendAsAny || addresses.contains(sender);
    }
}
