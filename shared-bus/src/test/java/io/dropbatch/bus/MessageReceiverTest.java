package io.dropbatch.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessageContext;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.bus.trace.SpanSink;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.retry.Backoff;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class MessageReceiverTest {

    private static final DropTrigger TRIGGER =
            new DropTrigger("inbox", "prices/today/job.yaml", "0x8DC", Instant.parse("2026-01-02T03:04:05Z"));
    private static final DomainEvent REJECTED = new SubmissionRejected(
            TRIGGER.submission(), "prices", TRIGGER, Failure.of(FailureCode.INPUT_MISSING, "a.csv did not arrive"));

    private static final DomainEvent PROGRESSED =
            new JobProgressed(TRIGGER.submission(), "prices", JobId.of(TRIGGER.submission(), 1), 0, 1, 4, 2, 0);

    private final List<String> story = new ArrayList<>();
    private final List<Message<byte[]>> sent = new ArrayList<>();
    private final ServiceBusReceivedMessageContext context = mock();
    private final ServiceBusReceivedMessage received = mock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private final HandlingTraces traces = new HandlingTraces(SpanSink.none(), clock);
    private final MessageSender sender = new MessageSender(
            (binding, messages) -> {
                story.add("sent to " + binding);
                sent.addAll(messages);
            },
            "/test-service",
            clock,
            new LookCodec(),
            traces,
            meters);
    private final MessageReceiver receiver = new MessageReceiver(
            sender,
            story::add,
            new HandlerRetry(Backoff.doubling(Duration.ZERO, Duration.ZERO), 2, 3),
            meters,
            traces,
            clock);

    @BeforeEach
    void deliver() {
        when(context.getMessage()).thenReturn(received);
        when(received.getMessageId()).thenReturn("cause-1");
        doAnswer(call -> story.add("completed")).when(context).complete();
        doAnswer(call -> story.add("abandoned")).when(context).abandon();
    }

    @Test
    void handles_then_announces_then_settles() {
        receive(event(), rejected -> HandlerResult.announce(rejected).and(HandlerResult.command(new Look("j", "1"))));

        assertThat(story)
                .containsExactly(
                        "test.submission-rejected.handled",
                        "sent to submissions-out",
                        "sent to work-out",
                        "test.submission-rejected.announced",
                        "completed");
    }

    @Test
    void sends_each_fact_under_its_own_stable_id_with_what_subscribers_filter_by() {
        receive(event(), HandlerResult::announce);

        Message<byte[]> message = sent.getFirst();
        assertThat(message.getHeaders())
                .containsEntry("azure_service_bus_message_id", REJECTED.id().value())
                .containsEntry("type", "io.dropbatch.submission.rejected.v1")
                .containsEntry("submission", TRIGGER.submission().value())
                .containsEntry("workload", "prices")
                .containsEntry("tenant", "default")
                .containsEntry("outcome", "rejected");
        var event = EventCodec.read(message.getPayload());
        assertThat(event.causation()).isEqualTo("cause-1");
        assertThat(event.data()).isEqualTo(REJECTED);
        assertThat(event.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void sends_neighbours_for_one_topic_together_and_everything_in_order() {
        Look first = new Look("j", "1");
        Look second = new Look("j", "2");

        sender.send(new HandlerResult(List.of(REJECTED, REJECTED, PROGRESSED, REJECTED), List.of(first, second)));

        assertThat(story)
                .containsExactly(
                        "sent to submissions-out", "sent to jobs-out", "sent to submissions-out", "sent to work-out");
        assertThat(sent).hasSize(6);
    }

    @Test
    void tries_again_in_place_and_gives_back_only_when_that_is_exhausted() {
        receive(event(), rejected -> {
            story.add("tried");
            throw new IllegalStateException("storage is busy");
        });

        assertThat(story).containsExactly("tried", "tried", "tried", "abandoned");
    }

    @Test
    void dead_letters_at_the_last_delivery_with_the_last_error() {
        when(received.getDeliveryCount()).thenReturn(2L);

        receive(event(), rejected -> {
            throw new IllegalStateException("storage is busy");
        });

        assertThat(deadLetter().getDeadLetterReason()).isEqualTo("HandlerFailed");
        assertThat(deadLetter().getDeadLetterErrorDescription()).contains("storage is busy");
    }

    @Test
    void dead_letters_at_once_what_no_retry_can_help() {
        receive(
                "{\"specversion\":\"1.0\",\"type\":\"io.dropbatch.job.vanished.v1\"}".getBytes(StandardCharsets.UTF_8),
                HandlerResult::announce);

        assertThat(deadLetter().getDeadLetterReason()).isEqualTo("UnknownType");
        assertThat(deadLetter().getDeadLetterErrorDescription()).contains("io.dropbatch.job.vanished.v1");
        assertThat(story).isEmpty();
        verify(context).getMessage();
        verify(context).deadLetter(any());
        verifyNoMoreInteractions(context);
    }

    @Test
    void dead_letters_a_type_that_the_subscription_should_not_let_through() {
        deliver(event(), receiver.announcements("test", EventRoutes.none()));

        assertThat(deadLetter().getDeadLetterReason()).isEqualTo("UnexpectedType");
    }

    @Test
    void passes_a_command_on_as_its_type() {
        List<Look> handled = new ArrayList<>();

        deliver(command("look", "{\"job\":\"j\"}"), receiver.commands("work", new LookCodec(), look -> {
            handled.add(look);
            return HandlerResult.none();
        }));

        assertThat(handled).containsExactly(new Look("j", "1"));
        assertThat(story).containsExactly("work.look.handled", "work.look.announced", "completed");
    }

    @Test
    void dead_letters_a_command_that_lacks_a_field_and_says_which() {
        deliver(
                command("look", "{\"task\":\"t\"}"),
                receiver.commands("work", new LookCodec(), look -> HandlerResult.none()));

        assertThat(deadLetter().getDeadLetterReason()).isEqualTo("MalformedCommand");
        assertThat(deadLetter().getDeadLetterErrorDescription()).contains("'job'");
        assertThat(story).isEmpty();
    }

    @Test
    void dead_letters_a_command_without_data() {
        deliver(
                "{\"kind\":\"look\",\"key\":\"1\"}".getBytes(StandardCharsets.UTF_8),
                receiver.commands("work", new LookCodec(), look -> HandlerResult.none()));

        assertThat(deadLetter().getDeadLetterReason()).isEqualTo("Unreadable");
        assertThat(deadLetter().getDeadLetterErrorDescription()).contains("'data'");
    }

    @Test
    void dead_letters_a_command_of_a_kind_that_the_service_does_not_know() {
        deliver(command("listen", "{}"), receiver.commands("work", new LookCodec(), look -> HandlerResult.none()));

        assertThat(deadLetter().getDeadLetterReason()).isEqualTo("UnexpectedKind");
        assertThat(deadLetter().getDeadLetterErrorDescription()).contains("'listen'");
    }

    @Test
    void a_handlers_meters_exist_before_its_first_message() {
        receiver.announcements("test", EventRoutes.none());

        for (String outcome : List.of("completed", "abandoned", "dead-lettered")) {
            assertThat(handled(outcome).count()).isZero();
        }
        assertThat(count("dropbatch.message.retries")).isZero();
        assertThat(count("dropbatch.messages.redelivered")).isZero();
        assertThat(age().count()).isZero();
    }

    @Test
    void measures_how_long_a_message_waited_until_it_was_done_with() {
        when(received.getEnqueuedTime()).thenReturn(OffsetDateTime.parse("2026-01-02T03:04:02Z"));

        receive(event(), HandlerResult::announce);

        assertThat(age().count()).isEqualTo(1);
        assertThat(age().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(3000);
        assertThat(handled("completed").count()).isEqualTo(1);
    }

    @Test
    void a_message_for_later_waits_only_from_then_on() {
        when(received.getEnqueuedTime()).thenReturn(OffsetDateTime.parse("2026-01-02T03:00:00Z"));
        when(received.getScheduledEnqueueTime()).thenReturn(OffsetDateTime.parse("2026-01-02T03:04:04Z"));

        receive(event(), HandlerResult::announce);

        assertThat(age().totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1000);
    }

    @Test
    void counts_tries_within_a_delivery_and_deliveries_after_the_first() {
        when(received.getEnqueuedTime()).thenReturn(OffsetDateTime.parse("2026-01-02T03:04:02Z"));
        when(received.getDeliveryCount()).thenReturn(1L);

        receive(event(), rejected -> {
            throw new IllegalStateException("storage is busy");
        });

        assertThat(count("dropbatch.message.retries")).isEqualTo(2);
        assertThat(count("dropbatch.messages.redelivered")).isEqualTo(1);
        assertThat(handled("abandoned").count()).isEqualTo(1);
        assertThat(age().count()).isZero();
    }

    @Test
    void counts_what_it_announces_by_type() {
        sender.send(new HandlerResult(List.of(REJECTED, REJECTED, PROGRESSED), List.of()));

        assertThat(announced("submission-rejected")).isEqualTo(2);
        assertThat(announced("job-progressed")).isEqualTo(1);
    }

    private Timer handled(String outcome) {
        return meters.get("dropbatch.messages")
                .tags("handler", "test", "outcome", outcome)
                .timer();
    }

    private Timer age() {
        return meters.get("dropbatch.message.age").tag("handler", "test").timer();
    }

    private double count(String counter) {
        return meters.get(counter).tag("handler", "test").counter().count();
    }

    private double announced(String type) {
        return meters.get("dropbatch.events.announced")
                .tag("type", type)
                .counter()
                .count();
    }

    private record Look(String job, String key) implements ScheduledCommand {}

    private static final class LookCodec implements CommandCodec<Look> {

        @Override
        public Class<Look> type() {
            return Look.class;
        }

        @Override
        public CommandMessage write(Look look) {
            return CommandMessage.of("look", look, Map.of("job", look.job()));
        }

        @Override
        public Look read(CommandMessage message) {
            if (!message.kind().equals("look")) {
                throw message.unexpectedKind();
            }
            return new Look(message.field("job", job -> job), message.key());
        }
    }

    private static byte[] command(String kind, String data) {
        return "{\"kind\":\"%s\",\"key\":\"1\",\"data\":%s}"
                .formatted(kind, data)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void receive(byte[] body, Function<SubmissionRejected, HandlerResult> handler) {
        deliver(body, receiver.announcements("test", EventRoutes.none().on(SubmissionRejected.class, handler)));
    }

    private void deliver(byte[] body, Consumer<Message<?>> function) {
        when(received.getBody()).thenReturn(BinaryData.fromBytes(body));
        function.accept(MessageBuilder.withPayload("unpacked by the framework")
                .setHeader(BusHeaders.RECEIVED, context)
                .build());
    }

    private DeadLetterOptions deadLetter() {
        ArgumentCaptor<DeadLetterOptions> options = ArgumentCaptor.captor();
        verify(context).deadLetter(options.capture());
        return options.getValue();
    }

    private static byte[] event() {
        return EventCodec.write(REJECTED, "/elsewhere", Instant.parse("2026-01-02T03:04:05Z"), null);
    }
}
