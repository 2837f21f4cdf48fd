package io.dropbatch.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.client.fake.FakeAnnouncer;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FakeAnnouncer.class)
class AnnouncementHandlerTest {

    private static final byte[] READY = FakeAnnouncer.example(EventType.OUTPUT_READY);

    private final List<DomainEvent> seen = new ArrayList<>();
    private final AnnouncementHandler handler = AnnouncementHandler.remembering(HandledEvents.inMemory(100))
            .on(OutputReady.class, seen::add)
            .on(SubmissionRejected.class, seen::add);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void handles_each_announcement_once_whatever_the_order(long seed) {
        new FakeAnnouncer()
                .announceExample(EventType.OUTPUT_READY)
                .announceExample(EventType.SUBMISSION_REJECTED)
                .announceExample(EventType.JOB_PROGRESSED)
                .deliverTwiceInAnyOrderTo(handler, seed);

        assertThat(seen)
                .extracting(event -> (Object) event.getClass())
                .containsExactlyInAnyOrder(OutputReady.class, SubmissionRejected.class);
    }

    @Test
    void each_test_gets_an_announcer_of_its_own(FakeAnnouncer announcer) {
        announcer.announceExample(EventType.OUTPUT_READY).deliverTo(handler);

        assertThat(seen).hasSize(1);
    }

    @Test
    void says_what_became_of_an_announcement() {
        assertThat(handler.receive(READY)).isEqualTo(AnnouncementReceipt.HANDLED);
        assertThat(handler.receive(READY)).isEqualTo(AnnouncementReceipt.REPEATED);
        assertThat(handler.receive(FakeAnnouncer.example(EventType.JOB_CLOSED)))
                .isEqualTo(AnnouncementReceipt.NOT_WANTED);
    }

    @Test
    void leaves_out_a_type_of_a_later_version() {
        String later = new String(READY, StandardCharsets.UTF_8).replace("output.ready.v1", "output.ready.v9");

        assertThat(handler.receive(later.getBytes(StandardCharsets.UTF_8))).isEqualTo(AnnouncementReceipt.NOT_WANTED);
    }

    @Test
    void handles_again_what_failed() {
        List<String> tries = new ArrayList<>();
        AnnouncementHandler failing = AnnouncementHandler.remembering(HandledEvents.inMemory(100))
                .on(OutputReady.class, event -> {
                    tries.add(event.manifest());
                    if (tries.size() == 1) {
                        throw new IllegalStateException("the first try");
                    }
                });

        assertThatThrownBy(() -> failing.receive(READY)).hasMessage("the first try");

        assertThat(failing.receive(READY)).isEqualTo(AnnouncementReceipt.HANDLED);
        assertThat(tries).hasSize(2);
    }

    @Test
    void does_everything_that_was_added_for_a_type_in_that_order() {
        List<String> done = new ArrayList<>();
        AnnouncementHandler twice = AnnouncementHandler.remembering(HandledEvents.inMemory(100))
                .on(OutputReady.class, event -> done.add("first"))
                .on(OutputReady.class, event -> done.add("second"));

        twice.receive(READY);

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void says_when_a_message_is_no_announcement() {
        assertThatThrownBy(() -> handler.receive("hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void forgets_the_oldest_ids() {
        HandledEvents events = HandledEvents.inMemory(2);
        List.of("a", "b", "c").forEach(events::add);

        assertThat(List.of("a", "b", "c")).filteredOn(events::contains).containsExactly("b", "c");
    }
}
