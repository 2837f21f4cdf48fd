package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.engine.queue.QueueReader;
import io.dropbatch.localazure.servicebus.engine.queue.ReceiveMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;
import org.jspecify.annotations.Nullable;

/** Attaches a client that receives: at once, or when the requested session is free. */
final class EgressAttach {
    private static final Symbol SESSION_FILTER = Symbol.valueOf("com.microsoft:session-filter");
    private static final Symbol TIMEOUT = Symbol.valueOf("com.microsoft:timeout");
    private static final Symbol LOCKED_UNTIL = Symbol.valueOf("com.microsoft:locked-until-utc");
    private static final Duration PATIENCE = Duration.ofSeconds(54);
    private static final long DOTNET_EPOCH_TICKS = 621_355_968_000_000_000L;
    private static final long TICKS_PER_MILLI = 10_000;

    private EgressAttach() {}

    static void attach(Sender sender, MessageQueue queue, AmqpConnection connection, ConnectionLoop loop) {
        ReceiveMode mode = sender.getRemoteSenderSettleMode() == SenderSettleMode.SETTLED
                ? ReceiveMode.RECEIVE_AND_DELETE
                : ReceiveMode.PEEK_LOCK;
        EgressLink link = new EgressLink(sender, queue, connection, loop);
        Source source = (Source) sender.getRemoteSource();
        if (!asksForSession(source)) {
            link.begin(queue.read(mode, link));
            connection.bind(sender, link);
            sender.open();
            return;
        }
        connection.bind(sender, link);
        CompletableFuture<QueueReader> session = queue.readSession(sessionId(source), patience(sender), mode, link);
        session.whenComplete((reader, failure) -> loop.run(() -> answer(sender, link, reader, failure)));
    }

    private static void answer(
            Sender sender, EgressLink link, @Nullable QueueReader reader, @Nullable Throwable failure) {
        if (link.isClosed() || sender.getLocalState() != EndpointState.UNINITIALIZED) {
            if (reader != null) {
                reader.close();
            }
            return;
        }
        if (reader == null) {
            sender.setContext(null);
            LinkRouter.refuse(sender, failure == null ? new IllegalStateException("no session") : failure);
            return;
        }
        link.begin(reader);
        describeSession(sender, reader);
        sender.open();
    }

    private static void describeSession(Sender sender, QueueReader reader) {
        Source source = (Source) sender.getRemoteSource();
        Map<Symbol, Object> filter = new HashMap<>();
        filter.put(SESSION_FILTER, reader.sessionId());
        source.setFilter(filter);
        sender.setSource(source);
        Instant until = reader.sessionLockedUntil();
        Map<Symbol, Object> properties = new HashMap<>();
        if (sender.getRemoteProperties() != null) {
            properties.putAll(sender.getRemoteProperties());
        }
        if (until != null) {
            properties.put(LOCKED_UNTIL, until.toEpochMilli() * TICKS_PER_MILLI + DOTNET_EPOCH_TICKS);
        }
        sender.setProperties(properties);
    }

    private static boolean asksForSession(Source source) {
        return source.getFilter() != null && source.getFilter().containsKey(SESSION_FILTER);
    }

    private static @Nullable String sessionId(Source source) {
        Object wanted = source.getFilter().get(SESSION_FILTER);
        Object value = wanted instanceof DescribedType described ? described.getDescribed() : wanted;
        return value == null ? null : value.toString();
    }

    private static Duration patience(Sender sender) {
        Map<Symbol, Object> properties = sender.getRemoteProperties();
        Object millis = properties == null ? null : properties.get(TIMEOUT);
        return millis instanceof Number number ? Duration.ofMillis(number.longValue()) : PATIENCE;
    }
}
