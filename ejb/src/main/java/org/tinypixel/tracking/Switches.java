package org.tinypixel.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the header of one mail asks for. Where two fields disagree, off wins, and the first name wins.
 *
 * <p>Collects while {@link SwitchRule} reads; afterwards nobody changes it.
 */
final class Switches {
    private @Nullable Boolean opens;
    private @Nullable Boolean clicks;
    private @Nullable Boolean viewTime;
    private boolean anonymous;
    private @Nullable String doubt;
    private @Nullable String campaign;
    private @Nullable String template;
    private @Nullable String sequence;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<String> unable = new ArrayList<>();

    void opens(boolean on) {
        opens = on && !Boolean.FALSE.equals(opens);
    }

    void clicks(boolean on) {
        clicks = on && !Boolean.FALSE.equals(clicks);
    }

    void viewTime(boolean on) {
        viewTime = on && !Boolean.FALSE.equals(viewTime);
    }

    void anonymously() {
        anonymous = true;
    }

    /** Something was asked for that is not understood: better no pixel than one that was not wanted. */
    void doubt(String field, String value) {
        if (doubt == null) {
            var shown = value.length() <= 60 ? value : value.substring(0, 60) + "…";
            doubt = "the header " + field + " says “" + shown + "”, which is not understood";
        }
    }

    void campaign(String name) {
        campaign = campaign == null ? given(name) : campaign;
    }

    void template(String name) {
        template = template == null ? given(name) : template;
    }

    void sequence(String name) {
        sequence = sequence == null ? given(name) : sequence;
    }

    void metadata(String name, String value) {
        metadata.putIfAbsent(name, value);
    }

    /** Something was asked for that would change what is sent, and that is not built; leaving it out would send the wrong mail. */
    void unable(String what) {
        unable.add(what);
    }

    /** The switches, null where there are none. */
    NewMessage.@Nullable Track track() {
        return opens == null && clicks == null && viewTime == null && !anonymous
                ? null
                : new NewMessage.Track(opens, clicks, viewTime, anonymous ? Boolean.TRUE : null);
    }

    /** Why nothing is tracked although nobody asked for that, as a phrase behind "Not tracked: "; null where all is clear. */
    @Nullable
    String doubt() {
        return doubt;
    }

    @Nullable
    String campaign() {
        return campaign;
    }

    @Nullable
    String template() {
        return template;
    }

    @Nullable
    String sequence() {
        return sequence;
    }

    /** In the order of the header. */
    Map<String, String> metadata() {
        return metadata;
    }

    /** What cannot be done, as sentences; a mail with any is not taken. */
    List<String> unable() {
        return unable;
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }
}
