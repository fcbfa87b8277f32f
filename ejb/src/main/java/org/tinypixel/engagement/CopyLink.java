package org.tinypixel.engagement;

import java.util.List;

/** A tracked link of a copy: where it leads and what the reader sees. */
record CopyLink(String url, String label) {
    private static final int LONGEST = 80;

    /** For a sentence: the text of the link, else its address, never too long. */
    static String name(List<CopyLink> links, int index) {
        if (index < 0 || index >= links.size()) {
            return "a link";
        }
        var link = links.get(index);
        var name = link.label().isBlank() ? link.url() : "“" + link.label().strip() + "”";
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }
}
