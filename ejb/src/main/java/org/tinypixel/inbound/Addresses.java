package org.tinypixel.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tinypixel.base.EmailAddress;

/** Mail addresses in any text. */
final class Addresses {
    /** What can be one; the atoms of RFC 5322 or a quoted local part. */
    static final Pattern FORM = Pattern.compile(
            "(?<![\\w.!#$%&'*+/=?^`{|}~@-])(?:\"[^\"\\n\\r]{1,64}\"|[\\w.!#$%&*+/=?^`{|}~-][\\w.!#$%&'*+/=?^`{|}~-]{0,63})@(?:[\\p{Alnum}_-]{1,63}\\.){0,8}[\\p{Alnum}_-]{1,63}");

    private static final int MOST = 200;

    private Addresses() {}

    static List<EmailAddress> in(String text) {
        var found = new ArrayList<EmailAddress>();
        var matcher = FORM.matcher(text);
        while (matcher.find() && found.size() < MOST) {
            EmailAddress.parse(matcher.group())
                    .filter(address -> !found.contains(address))
                    .ifPresent(found::add);
        }
        return found;
    }
}
