package org.tinypixel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.tinypixel.hits.Hit;

@Tag("HIT9")
final class FoldPropertyTest {
    private record Act(boolean click, int link, int second, NetworkClass network, String agent) {
        void tell(Story story) {
            var time = LocalTime.ofSecondOfDay(9 * 3600 + second)
                    .format(java.time.format.DateTimeFormatter.ISO_LOCAL_TIME);
            if (click) {
                story.click(link, time, network, agent);
            } else {
                story.load(time, network, agent);
            }
        }
    }

    @Provide
    Arbitrary<Story> stories() {
        var agent = Arbitraries.of(
                Story.GMAIL,
                Story.GMAIL_AHEAD,
                Story.CHROME,
                Story.IPHONE_MAIL,
                Story.IPHONE_SAFARI,
                Story.THUNDERBIRD,
                "Mozilla/5.0",
                "curl/8.5.0",
                "");
        // Seconds close together, so that opens, clicks and bursts touch each other.
        var second = Arbitraries.oneOf(
                Arbitraries.integers().between(-5, 60), Arbitraries.integers().between(3600, 5400));
        var act = Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3),
                        second,
                        Arbitraries.of(NetworkClass.class),
                        agent)
                .as(Act::new);
        return act.list().ofMaxSize(12).map(acts -> {
            var story = new Story().links(4);
            acts.forEach(one -> one.tell(story));
            return story;
        });
    }

    @Property(tries = 300)
    void any_order_and_any_repeats_give_the_same_engagement(@ForAll("stories") Story story, @ForAll long seed) {
        var random = new Random(seed);
        var hits = new ArrayList<>(story.hits());
        hits.addAll(story.hits().subList(0, random.nextInt(hits.size() + 1)));
        Collections.shuffle(hits, random);
        assertThat(story.fold(hits)).isEqualTo(story.fold());
    }

    @Property(tries = 200)
    void a_mail_filter_never_turns_a_person_into_a_machine(@ForAll("stories") Story story) {
        var before = story.fold();
        story.load("10:07:07", NetworkClass.FILTER, Story.CHROME);
        story.click(1, "10:07:07", NetworkClass.FILTER, Story.CHROME);
        var after = story.fold();
        assertThat(after.status().seenByPerson()).isEqualTo(before.status().seenByPerson());
        assertThat(after.opens()).isEqualTo(before.opens());
        assertThat(after.clicks()).isEqualTo(before.clicks());
    }

    @Property(tries = 200)
    void every_hit_is_judged_once_with_a_sentence(@ForAll("stories") Story story) {
        var judged = story.fold().hits();
        assertThat(judged).extracting(JudgedHit::hit).containsExactlyInAnyOrderElementsOf(distinct(story.hits()));
        assertThat(judged).allMatch(hit -> hit.reason().endsWith("."));
    }

    private static List<Hit> distinct(List<Hit> hits) {
        return hits.stream().distinct().toList();
    }
}
