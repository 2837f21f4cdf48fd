package io.dropbatch.results.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LiveTopicTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LiveView ONE = new LiveView(Map.of("a", "1"), null);
    private static final LiveView TWO = new LiveView(Map.of("a", "2"), null);

    private final AtomicReference<Supplier<LiveView>> answer = new AtomicReference<>(() -> ONE);
    private final LiveTopic topic = new LiveTopic(() -> answer.get().get(), Duration.ofMillis(1));

    @Test
    void tells_everything_first_and_then_what_has_changed() throws Exception {
        topic.join();
        LiveTopic.Edition first = topic.newerThan(0, PATIENCE);

        answer.set(() -> TWO);
        LiveTopic.Edition second = topic.newerThan(first.number(), PATIENCE);

        assertThat(first).isEqualTo(new LiveTopic.Edition(1, ONE, false));
        assertThat(second).isEqualTo(new LiveTopic.Edition(2, TWO, false));
        assertThat(topic.newerThan(2, Duration.ofMillis(20))).isNull();
        assertThat(topic.leave()).isFalse();
    }

    @Test
    void says_that_it_knows_nothing_new_while_the_question_fails_and_goes_on_after() throws Exception {
        topic.join();
        topic.newerThan(0, PATIENCE);

        answer.set(() -> {
            throw new IllegalStateException("storage is away");
        });
        LiveTopic.Edition troubled = topic.newerThan(1, PATIENCE);
        answer.set(() -> ONE);
        LiveTopic.Edition again = topic.newerThan(2, PATIENCE);

        assertThat(troubled).isEqualTo(new LiveTopic.Edition(2, ONE, true));
        assertThat(again).isEqualTo(new LiveTopic.Edition(3, ONE, false));
        assertThat(topic.leave()).isFalse();
    }

    @Test
    void asks_as_long_as_one_page_is_left() {
        topic.join();
        topic.join();

        assertThat(topic.leave()).isTrue();
        assertThat(topic.leave()).isFalse();
    }

    @Test
    void a_view_names_all_parts_in_order_and_carries_those_that_differ() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("b", "{\"x\":1}");
        parts.put("a", "2");

        assertThat(new LiveView(parts, "place").since(TWO))
                .isEqualTo("{\"order\":[\"b\",\"a\"],\"changed\":[{\"x\":1}],\"next\":\"place\"}");
        assertThat(LiveView.NOTHING.since(ONE)).isEqualTo("{\"order\":[],\"changed\":[]}");
    }
}
