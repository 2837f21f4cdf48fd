package io.dropbatch.localazure.storage.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.localazure.storage.events.BlobChange;
import io.dropbatch.localazure.storage.events.EventRelay;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Passes requests to Azurite one after the other, byte for byte, and streams their bodies.
 *
 * <p>At most one {@link ProxyExchange}, a request and its answer, is under way; parts of later requests wait in {@code
 * requestParts}. Everything runs on the connection's event loop, so no locks are needed.
 *
 * <ol>
 *   <li>{@link #begin} checks the head of a request: it may be a fault request, or a fault may refuse it. Otherwise it
 *       takes a connection to Azurite from the pool, and waits for one while Azurite restarts.
 *   <li>{@link #forward} passes the request on. While Azurite does not accept more, the handler does not read from the
 *       client.
 *   <li>{@link #onUpstream} passes the answer back. While the client does not accept more, the handler does not read
 *       from Azurite.
 *   <li>An answer that acknowledges a change with an event is held until the bus has the event, but no longer than
 *       {@link #HOLD}: a client that sees the answer can rely on the event.
 *   <li>{@link #finish} ends the exchange once both directions are complete, returns the connection and begins the
 *       next.
 * </ol>
 */
final class ClientHandler extends ChannelInboundHandlerAdapter {

    private static final Duration HOLD = Duration.ofMillis(250);

    private final UpstreamPool pool;
    private final EventRelay events;
    private final RequestFaults faults;
    private final Clock clock;
    private final Channel client;

    private final Deque<HttpObject> requestParts = new ArrayDeque<>();
    private final Deque<HttpObject> heldParts = new ArrayDeque<>();
    private @Nullable ProxyExchange exchange;
    private @Nullable Channel upstream;
    private boolean closing;

    ClientHandler(Channel client, UpstreamPool pool, EventRelay events, RequestFaults faults, Clock clock) {
        this.client = client;
        this.pool = pool;
        this.events = events;
        this.faults = faults;
        this.clock = clock;
    }

    // From the client to Azurite

    @Override
    public void channelRead(ChannelHandlerContext unused, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        requestParts.add((HttpObject) message);
        forward();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext unused) {
        if (upstream != null) {
            upstream.flush();
        }
    }

    private void forward() {
        while (!closing && !requestParts.isEmpty()) {
            if (exchange == null) {
                begin((HttpRequest) requestParts.element());
            }
            if (upstream == null || requireExchange().requestSent) {
                break;
            }
            HttpObject part = requestParts.remove();
            requireExchange().requestSent = part instanceof LastHttpContent;
            upstream.write(part, upstream.voidPromise());
            if (requireExchange().isThrough()) {
                upstream.flush();
                finish();
            }
        }
        updateReading();
    }

    /** Reads from the client only while the receiving side accepts its data. */
    private void updateReading() {
        boolean taken = requestParts.isEmpty() && (upstream == null || upstream.isWritable());
        client.config().setAutoRead(taken);
    }

    private void begin(HttpRequest request) {
        ProxyExchange begun = new ProxyExchange(request, routed(request));
        exchange = begun;
        if (request.decoderResult().isFailure()) {
            refuse(HttpResponseStatus.BAD_REQUEST, "InvalidInput", "This is no HTTP request.");
            return;
        }
        if (FaultRequest.is(request)) {
            setFaults(request);
            return;
        }
        if (faults.refusesNext()) {
            refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "ServerBusy", "The server is busy, as it was told to be.");
            return;
        }
        request.setUri(BlobProxy.asciiOnly(request.uri()));
        Future<Channel> connection = pool.acquire(client.eventLoop());
        if (connection.isSuccess()) {
            attach(connection.getNow());
            return;
        }
        connection.addListener((Future<Channel> done) -> connected(begun, done));
    }

    private @Nullable BlobRequest routed(HttpRequest request) {
        return BlobRequest.of(request)
                .filter(blob -> events.isRouted(blob.api(), blob.container(), blob.blob()))
                .orElse(null);
    }

    private void connected(ProxyExchange begun, Future<Channel> done) {
        if (!done.isSuccess()) {
            refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "ServerBusy", "Azurite is not running.");
            return;
        }
        if (closing || exchange != begun) {
            pool.release(done.getNow());
            return;
        }
        attach(done.getNow());
        forward();
        done.getNow().flush();
    }

    private void attach(Channel connection) {
        upstream = connection;
        connection.pipeline().get(UpstreamHandler.class).usedBy(this);
    }

    // From Azurite to the client

    void onUpstream(HttpObject part) {
        ProxyExchange current = requireExchange();
        if (part instanceof HttpResponse head && current.begins(head)) {
            BlobChange change = current.acknowledgedBy(head, clock.instant());
            if (change != null) {
                hold(current, change);
            }
        }
        if (current.held) {
            heldParts.add(part);
            return;
        }
        respond(current, part);
    }

    private void hold(ProxyExchange current, BlobChange change) {
        current.held = true;
        Runnable release = () -> release(current);
        var timer = client.eventLoop().schedule(release, HOLD.toMillis(), TimeUnit.MILLISECONDS);
        var unused = events.announce(change)
                .whenCompleteAsync(
                        (safe, failure) -> {
                            timer.cancel(false);
                            release.run();
                        },
                        client.eventLoop());
    }

    private void release(ProxyExchange current) {
        if (exchange != current || !current.held) {
            return;
        }
        current.held = false;
        for (HttpObject part = heldParts.poll(); part != null; part = heldParts.poll()) {
            respond(current, part);
        }
        client.flush();
        if (exchange == current && upstream == null) {
            close();
        }
    }

    private void respond(ProxyExchange current, HttpObject part) {
        boolean last = part instanceof LastHttpContent && current.ends();
        client.write(part, client.voidPromise());
        if (last) {
            current.responseSent = true;
            finish();
        } else if (upstream != null && !client.isWritable()) {
            upstream.config().setAutoRead(false);
        }
    }

    /**
     * Ends the exchange when both directions are complete; a refused body is still read so that the refusal arrives.
     */
    private void finish() {
        ProxyExchange current = requireExchange();
        if (current.responseSent && current.bodyIsAwaited() && upstream != null) {
            client.flush();
            return;
        }
        boolean reusable = current.keepsConnections();
        detach(reusable);
        if (!reusable) {
            closeAfter(Unpooled.EMPTY_BUFFER);
            return;
        }
        exchange = null;
        client.flush();
        if (requestParts.isEmpty()) {
            updateReading();
            return;
        }
        client.eventLoop().execute(this::next);
    }

    private void next() {
        if (exchange == null) {
            forward();
        }
        if (upstream != null) {
            upstream.flush();
        }
    }

    void onUpstreamReadComplete() {
        client.flush();
    }

    void onUpstreamWritable() {
        updateReading();
    }

    void onUpstreamClosed() {
        ProxyExchange current = requireExchange();
        upstream = null;
        if (current.held) {
            return;
        }
        if (current.hasBegun()) {
            close();
            return;
        }
        refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "ServerBusy", "Azurite ended during the request.");
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext unused) {
        if (upstream != null) {
            upstream.config().setAutoRead(client.isWritable());
        }
    }

    // The end

    private void detach(boolean reusable) {
        Channel connection = upstream;
        upstream = null;
        if (connection == null) {
            return;
        }
        connection.pipeline().get(UpstreamHandler.class).usedBy(null);
        if (reusable) {
            pool.release(connection);
        } else {
            connection.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext unused) {
        closing = true;
        detach(false);
        releaseAll(requestParts);
        releaseAll(heldParts);
    }

    private static void releaseAll(Deque<HttpObject> parts) {
        parts.forEach(ReferenceCountUtil::release);
        parts.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext unused, Throwable cause) {
        close();
    }

    private void close() {
        closing = true;
        client.close();
    }

    private void closeAfter(Object lastWords) {
        closing = true;
        client.writeAndFlush(lastWords).addListener(ChannelFutureListener.CLOSE);
    }

    private void setFaults(HttpRequest request) {
        try {
            FaultRequest.of(request).apply(events.faults(), faults);
            refuse(HttpResponseStatus.OK, "None", "Set.");
        } catch (IllegalArgumentException e) {
            refuse(HttpResponseStatus.BAD_REQUEST, "InvalidInput", String.valueOf(e.getMessage()));
        }
    }

    /** Answers in Azurite's place and ends the connection, since the request's body is not read. */
    private void refuse(HttpResponseStatus status, String code, String message) {
        ByteBuf body = Unpooled.copiedBuffer(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error>",
                UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/xml")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set("x-ms-error-code", code);
        detach(false);
        closeAfter(response);
    }

    private ProxyExchange requireExchange() {
        if (exchange == null) {
            throw new IllegalStateException("no exchange is under way");
        }
        return exchange;
    }
}
