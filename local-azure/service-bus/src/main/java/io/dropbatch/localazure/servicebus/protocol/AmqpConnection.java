package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.protocol.outcome.AmqpErrors;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Endpoint;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.engine.Transport;
import org.apache.qpid.proton.engine.TransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client connection: moves bytes in and out of proton's engine and passes its events to the links. */
final class AmqpConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);
    private static final int MAX_FRAME_BYTES = 65_536;
    private static final int IDLE_TIMEOUT_MILLIS = 120_000;
    private static final int SESSION_BYTES = 16 * 1024 * 1024;
    private static final long SLOWEST_TICK_MILLIS = 60_000;
    private static final ChannelOption<Boolean> QUICK_ACK = NioChannelOption.of(ExtendedSocketOptions.TCP_QUICKACK);
    private static final EnumSet<EndpointState> ANY_STATE = EnumSet.allOf(EndpointState.class);
    private static final long START_NANOS = System.nanoTime();

    private final LinkRouter router;
    private final FrameCompletion completion;
    private final Transport transport = Proton.transport();
    private final Connection connection = Proton.connection();
    private final Collector collector = Proton.collector();
    private final Set<LinkHandler> handlers = new HashSet<>();
    private final ReplyLinks replies = new ReplyLinks();
    private @Nullable ChannelHandlerContext channel;
    private volatile @Nullable ConnectionLoop loop;
    private @Nullable Sasl sasl;

    AmqpConnection(LinkRouter router, FrameCompletion completion) {
        this.router = router;
        this.completion = completion;
    }

    // --- bytes ---

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context;
        loop = new ConnectionLoop(context.channel().eventLoop(), this::flush);
        transport.setMaxFrameSize(MAX_FRAME_BYTES);
        transport.setOutboundFrameSizeLimit(MAX_FRAME_BYTES - FrameCompletion.MOST_ADDED_BYTES);
        transport.setIdleTimeout(IDLE_TIMEOUT_MILLIS);
        transport.setEmitFlowEventOnSend(false);
        sasl = transport.sasl();
        sasl.server();
        sasl.setMechanisms("MSSBCBS", "ANONYMOUS", "PLAIN", "EXTERNAL");
        sasl.allowSkip(true);
        transport.bind(connection);
        connection.collect(collector);
        tick();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            feed(bytes);
        } catch (TransportException | IllegalArgumentException | IllegalStateException | NullPointerException e) {
            // proton has no check of its own for some faults, such as a sender's attach without initial-delivery-count.
            LOG.atWarn().addKeyValue("cause", e).log("A client does not speak AMQP as it should");
            context.close();
            return;
        } finally {
            bytes.release();
        }
        if (loop != null) {
            loop.drain();
        }
    }

    private void feed(ByteBuf bytes) {
        while (bytes.isReadable()) {
            int capacity = transport.capacity();
            if (capacity <= 0) {
                return;
            }
            ByteBuffer tail = transport.tail();
            tail.limit(tail.position() + Math.min(capacity, bytes.readableBytes()));
            bytes.readBytes(tail);
            transport.process();
            authenticate();
            handleEvents();
        }
    }

    private void authenticate() {
        if (sasl != null && sasl.getRemoteMechanisms().length > 0) {
            sasl.done(Sasl.PN_SASL_OK);
            sasl = null;
        }
    }

    private void flush() {
        if (channel == null || !channel.channel().isActive()) {
            return;
        }
        boolean written = false;
        int pending = transport.pending();
        while (pending > 0 && channel.channel().isWritable()) {
            ByteBuf out = channel.alloc().ioBuffer(pending);
            out.writeBytes(transport.head());
            transport.pop(pending);
            channel.write(out);
            written = true;
            pending = transport.pending();
        }
        if (written) {
            channel.flush();
        }
        if (pending < 0) {
            channel.close();
        }
    }

    /**
     * Acknowledges read bytes at once. The Java client leaves Nagle's algorithm on: after a frame that has no answer,
     * such as a flow, its next message would wait for our delayed acknowledgement, some 40 ms. Linux resets the option,
     * so it is set repeatedly.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.channel().config().setOption(QUICK_ACK, true);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closeLinks(List.copyOf(handlers));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.atDebug().addKeyValue("cause", cause).log("A connection broke");
        context.close();
    }

    /** Sends a close; the client closes the connection when it has read it. Callable from any thread. */
    void shutDown() {
        ConnectionLoop known = loop;
        if (known != null) {
            known.run(() -> {
                connection.setCondition(AmqpErrors.condition("amqp:connection:forced", "The broker is stopping"));
                close(connection);
            });
        }
    }

    /** Sends empty frames in time, and ends a connection whose client sends nothing. */
    private void tick() {
        if (channel == null || !channel.channel().isActive()) {
            return;
        }
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - START_NANOS) + 1;
        long deadline = transport.tick(now);
        flush();
        long delay = deadline <= 0 ? SLOWEST_TICK_MILLIS : Math.clamp(deadline - now, 1000, SLOWEST_TICK_MILLIS);
        channel.channel().eventLoop().schedule(this::tick, delay, TimeUnit.MILLISECONDS);
    }

    // --- events ---

    private void handleEvents() {
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> open();
            case SESSION_REMOTE_OPEN -> open(event.getSession());
            case LINK_REMOTE_OPEN -> attach(event.getLink());
            case LINK_FLOW -> withHandler(event.getLink(), LinkHandler::onFlow);
            case DELIVERY -> withHandler(event.getLink(), handler -> handler.onDelivery(event.getDelivery()));
            case LINK_REMOTE_CLOSE -> close(event.getLink());
            case LINK_REMOTE_DETACH -> detach(event.getLink());
            case SESSION_REMOTE_CLOSE -> close(event.getSession());
            case CONNECTION_REMOTE_CLOSE -> close(connection);
            default -> {}
        }
    }

    private void open() {
        connection.setContainer("local-azure");
        completion.limit(transport.getRemoteMaxFrameSize());
        connection.open();
        // Only now are the idle limits of both ends known.
        tick();
    }

    private static void open(Session session) {
        session.setIncomingCapacity(SESSION_BYTES);
        session.open();
    }

    private void attach(Link link) {
        if (link.getLocalState() != EndpointState.UNINITIALIZED || loop == null) {
            return;
        }
        router.attach(link, this, loop);
    }

    /** Sets the handler of a link; from then on it gets the link's events. */
    void bind(Link link, LinkHandler handler) {
        link.setContext(handler);
        handlers.add(handler);
    }

    /** The links for answers of control nodes. */
    ReplyLinks replies() {
        return replies;
    }

    private void withHandler(Link link, Consumer<LinkHandler> action) {
        if (link.getContext() instanceof LinkHandler handler) {
            action.accept(handler);
        }
    }

    private void detach(Link link) {
        unbind(link);
        link.detach();
        link.free();
    }

    private void close(Link link) {
        unbind(link);
        link.close();
        link.free();
    }

    /** Removes the handler; the caller closes the link itself. */
    void unbind(Link link) {
        if (link.getContext() instanceof LinkHandler handler) {
            link.setContext(null);
            closeLinks(List.of(handler));
        }
    }

    private void close(Session session) {
        List<Link> links = new ArrayList<>();
        Link link = connection.linkHead(ANY_STATE, ANY_STATE);
        while (link != null) {
            if (link.getSession() == session) {
                links.add(link);
            }
            link = link.next(ANY_STATE, ANY_STATE);
        }
        links.forEach(this::unbind);
        session.close();
        session.free();
    }

    private void close(Endpoint endpoint) {
        closeLinks(List.copyOf(handlers));
        endpoint.close();
    }

    private void closeLinks(List<LinkHandler> closing) {
        handlers.removeAll(new HashSet<>(closing));
        closing.forEach(LinkHandler::onClosed);
    }
}
