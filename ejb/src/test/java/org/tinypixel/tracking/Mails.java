package org.tinypixel.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Mails as clients hand them in. */
final class Mails {
    static final String HTML = "<p>Hi, see <a href=\"https://shop.example/?a=1&amp;b=2\">our offer</a>.</p>";

    String from;
    List<NewMessage.To> to = new ArrayList<>(List.of(to("bob@customer.example")));
    String subject = "Your offer";
    String html = HTML;
    String text = "Hi, see https://shop.example/?a=1&b=2";
    Map<String, String> headers;
    NewMessage.Track track;
    String campaign;
    String template;
    String sequence;
    Boolean send;

    static NewMessage.To to(String email) {
        return new NewMessage.To(email, null, null, null);
    }

    static NewMessage simple() {
        return new Mails().mail();
    }

    NewMessage mail() {
        return new NewMessage(from, to, subject, html, text, headers, track, campaign, template, sequence, send);
    }
}
