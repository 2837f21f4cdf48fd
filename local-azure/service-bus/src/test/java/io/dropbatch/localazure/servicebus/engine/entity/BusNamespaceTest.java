package io.dropbatch.localazure.servicebus.engine.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.filter.TrueFilter;
import io.dropbatch.localazure.servicebus.engine.log.DuplicateMark;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.DeliveredMessage;
import io.dropbatch.localazure.servicebus.engine.queue.DeliverySink;
import io.dropbatch.localazure.servicebus.engine.queue.LockToken;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.QueueReader;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import io.dropbatch.localazure.servicebus.engine.queue.ReceiveMode;
import io.dropbatch.localazure.servicebus.engine.queue.SettlementDecision;
import io.dropbatch.localazure.servicebus.message.MessageBuilder;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusNamespaceTest {
    private static final Duration LOCK = Duration.ofSeconds(30);
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final ManualTime time = new ManualTime();
    private final RecordingLog log = new RecordingLog();
    private BusNamespace namespace;

    @BeforeEach
    void declare() {
        namespace = namespace();
    }

    private BusNamespace namespace() {
        BusNamespace fresh = new BusNamespace(log, time, time, 1_000_000);
        QueueSettings settings = QueueSettings.DEFAULT.withLockDuration(LOCK).withMaxDeliveryCount(2);
        fresh.addQueue("q", settings, new DestinationSettings(null, WINDOW));
        fresh.addQueue("s", settings.withSessions(), DestinationSettings.DEFAULT);
        fresh.addTopic("t", DestinationSettings.DEFAULT);
        fresh.addSubscription(
                "t", "hour", settings.withTimeToLive(Duration.ofHours(1), false), Map.of("$Default", new TrueFilter()));
        fresh.addSubscription("t", "ever", settings, Map.of("$Default", new TrueFilter()));
        fresh.restore();
        return fresh;
    }

    @Test
    void shows_a_message_only_when_it_is_durable() {
        Inbox inbox = read("q", 10);
        log.hold();

        CompletableFuture<Void> sent = send("q", "a");

        assertThat(sent).isNotDone();
        assertThat(inbox.ids()).isEmpty();
        log.finishWrites();
        assertThat(sent).isCompleted();
        assertThat(inbox.ids()).containsExactly("a");
    }

    @Test
    void confirms_a_duplicate_only_when_the_original_is_durable() {
        log.hold();
        CompletableFuture<Void> original = send("q", "a");

        CompletableFuture<Void> duplicate = send("q", "a");

        assertThat(duplicate).isNotDone();
        log.finishWrites();
        assertThat(original).isCompleted();
        assertThat(duplicate).isCompleted();
        assertThat(log.count(StoredMessage.class)).isEqualTo(1);
    }

    @Test
    void takes_a_message_id_again_after_the_window_and_forgets_its_mark() {
        send("q", "a");
        time.pass(WINDOW.minusSeconds(1));
        send("q", "a");
        assertThat(read("q", 10).ids()).containsExactly("a");

        time.pass(Duration.ofSeconds(2));
        send("q", "a");

        assertThat(log.count(StoredMessage.class)).isEqualTo(2);
        assertThat(log.count(DuplicateMark.class)).isEqualTo(1);
    }

    @Test
    void gives_turns_to_readers_and_no_more_than_their_credit() {
        Inbox one = read("q", 2);
        Inbox two = read("q", 1);

        for (String id : List.of("a", "b", "c", "d")) {
            send("q", id);
        }

        assertThat(one.ids()).hasSize(2);
        assertThat(two.ids()).hasSize(1);
        two.reader.grant(2);
        assertThat(two.ids()).hasSize(2).endsWith("d");
    }

    @Test
    void buries_a_message_whose_lock_ran_out_too_often() {
        send("q", "a");
        Inbox inbox = read("q", 10);

        time.pass(LOCK.plusSeconds(1));
        time.pass(LOCK.plusSeconds(1));

        assertThat(inbox.ids()).containsExactly("a", "a");
        assertThat(read("q/$deadletterqueue", 1).ids()).containsExactly("a");
        assertThat(log.count(StoredMessage.class)).isEqualTo(1);
    }

    @Test
    void extends_a_lock_beyond_those_that_were_taken_later() {
        send("q", "a");
        send("q", "b");
        Inbox inbox = read("q", 2);
        time.pass(LOCK.minusSeconds(5));
        namespace.queue("q").renew(inbox.delivered.getFirst().token());

        inbox.reader.grant(10);
        time.pass(Duration.ofSeconds(10));

        assertThat(inbox.ids()).containsExactly("a", "b", "b");
    }

    @Test
    void lets_one_subscriptions_copies_expire_and_keeps_the_others() {
        send("t", "a");
        send("t", "b");

        time.pass(Duration.ofMinutes(61));

        assertThat(read("t/subscriptions/hour", 10).ids()).isEmpty();
        assertThat(read("t/subscriptions/ever", 10).ids()).containsExactly("a", "b");
        assertThat(log.count(StoredMessage.class)).isEqualTo(2);
    }

    @Test
    void spares_an_expired_message_while_it_is_locked() {
        send("t", "a");
        time.pass(Duration.ofMinutes(60).minusSeconds(1));
        Inbox inbox = read("t/subscriptions/hour", 1);
        time.pass(Duration.ofSeconds(5));

        CompletableFuture<Void> settled = namespace
                .queue("t/subscriptions/hour")
                .settle(inbox.delivered.getFirst().token(), new SettlementDecision.Complete());

        assertThat(settled).isCompleted();
    }

    @Test
    void arms_no_timer_when_there_is_nothing_to_wait_for() {
        send("q", "a");
        Inbox inbox = read("q", 1);
        namespace.queue("q").settle(inbox.delivered.getFirst().token(), new SettlementDecision.Complete());

        time.pass(LOCK.plusSeconds(1));

        assertThat(time.armed()).isZero();
    }

    @Test
    void hands_a_free_session_to_who_waits_longest_and_times_others_out() {
        CompletableFuture<QueueReader> first = waitForSession(Duration.ofSeconds(50));
        CompletableFuture<QueueReader> second = waitForSession(Duration.ofSeconds(20));

        sendToSession("s", "a", "session-1");

        assertThat(first).isCompletedWithValueMatching(reader -> "session-1".equals(reader.sessionId()));
        time.pass(Duration.ofSeconds(21));
        assertThat(second).isCompletedExceptionally();
    }

    @Test
    void restores_sessions_schedules_and_marks() {
        sendToSession("s", "a", "session-1");
        namespace.queue("s").setSessionState("session-1", new byte[] {7});
        namespace.destination("t").schedule(List.of(message("later")));
        send("q", "seen");

        namespace = namespace();

        assertThat(namespace.queue("s").sessionState("session-1")).containsExactly(7);
        time.pass(Duration.ofSeconds(1));
        assertThat(read("t/subscriptions/ever", 1).ids()).containsExactly("later");
        send("q", "seen");
        assertThat(read("q", 10).ids()).containsExactly("seen");
    }

    @Test
    void drops_what_nobody_reads_and_would_expire_rather_than_refuse_when_memory_is_short() {
        for (int i = 0; i < 2000; i++) {
            String id = "m" + i;
            assertThat(send("t", id)).isCompleted();
            drainEver();
        }

        List<String> left = read("t/subscriptions/hour", 10_000).ids();
        assertThat(left).hasSizeLessThan(1000).endsWith("m1999");
    }

    @Test
    void refuses_when_memory_is_short_and_nothing_may_be_dropped() {
        CompletableFuture<Void> last = send("q", "first");
        for (int i = 0; i < 2000 && !last.isCompletedExceptionally(); i++) {
            last = send("q", "m" + i);
        }

        assertThat(last).isCompletedExceptionally();
        assertThat(read("q", 1).ids()).containsExactly("first");
    }

    @Test
    void refuses_to_settle_what_is_not_locked() {
        assertThatThrownBy(() -> namespace
                        .queue("q")
                        .settle(LockToken.fresh(), new SettlementDecision.Complete())
                        .join())
                .cause()
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.refusal()).isEqualTo(BrokerRefusal.MESSAGE_LOCK_LOST));
    }

    private void drainEver() {
        MessageQueue queue = namespace.queue("t/subscriptions/ever");
        Inbox inbox = new Inbox();
        try (QueueReader reader = queue.read(ReceiveMode.RECEIVE_AND_DELETE, inbox)) {
            reader.grant(100);
        }
    }

    private CompletableFuture<Void> send(String entity, String id) {
        return namespace.destination(entity).send(List.of(message(id)));
    }

    private void sendToSession(String entity, String id, String session) {
        namespace
                .destination(entity)
                .send(List.of(
                        new MessageBuilder().messageId(id).sessionId(session).build()));
    }

    private CompletableFuture<QueueReader> waitForSession(Duration patience) {
        return namespace.queue("s").readSession(null, patience, ReceiveMode.PEEK_LOCK, new Inbox());
    }

    private Inbox read(String queue, int credit) {
        Inbox inbox = new Inbox();
        inbox.reader = namespace.queue(queue).read(ReceiveMode.PEEK_LOCK, inbox);
        inbox.reader.grant(credit);
        return inbox;
    }

    private static MessageContent message(String id) {
        return new MessageBuilder().messageId(id).build();
    }

    /** Keeps what a reader gets. */
    private static final class Inbox implements DeliverySink {
        private final List<DeliveredMessage> delivered = new ArrayList<>();
        private QueueReader reader;

        @Override
        public void deliver(DeliveredMessage message) {
            delivered.add(message);
        }

        @Override
        public void sessionLost() {}

        List<String> ids() {
            return delivered.stream()
                    .map(message -> message.message().content().properties().messageId())
                    .toList();
        }
    }
}
