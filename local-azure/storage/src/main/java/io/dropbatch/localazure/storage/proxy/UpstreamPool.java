package io.dropbatch.localazure.storage.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A pool of open connections to Azurite that reuses the last used first; each event loop has its own and needs no
 * locks.
 *
 * <p>While Azurite restarts, a request waits for it, up to {@link #PATIENCE}.
 */
final class UpstreamPool {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int MOST_IDLE = 64;

    private final IntSupplier port;
    private final Map<EventLoop, Deque<Channel>> idle = new ConcurrentHashMap<>();

    UpstreamPool(IntSupplier port) {
        this.port = port;
    }

    /** Call it on the event loop; the connection stays on that loop. */
    Future<Channel> acquire(EventLoop loop) {
        Channel reused = takeIdle(loop);
        if (reused != null) {
            return loop.newSucceededFuture(reused);
        }
        Promise<Channel> promise = loop.newPromise();
        connect(loop, promise, System.nanoTime() + PATIENCE.toNanos());
        return promise;
    }

    /** Call it on the connection's event loop, when request and response are complete. */
    void release(Channel channel) {
        Deque<Channel> free = idle.computeIfAbsent(channel.eventLoop(), loop -> new ArrayDeque<>());
        if (!channel.isActive() || free.size() >= MOST_IDLE) {
            channel.close();
            return;
        }
        channel.config().setAutoRead(true);
        free.push(channel);
    }

    private @Nullable Channel takeIdle(EventLoop loop) {
        Deque<Channel> free = idle.get(loop);
        if (free == null) {
            return null;
        }
        for (Channel channel = free.poll(); channel != null; channel = free.poll()) {
            if (channel.isActive()) {
                return channel;
            }
        }
        return null;
    }

    private void connect(EventLoop loop, Promise<Channel> promise, long deadline) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 2000)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(BlobProxy.decoding(), false, false));
                        channel.pipeline().addLast(new UpstreamHandler());
                    }
                })
                .connect("127.0.0.1", port.getAsInt())
                .addListener((ChannelFutureListener) done -> {
                    if (done.isSuccess()) {
                        promise.setSuccess(done.channel());
                    } else if (System.nanoTime() < deadline && done.cause() instanceof ConnectException) {
                        var unused = loop.schedule(
                                () -> connect(loop, promise, deadline), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                    } else {
                        promise.setFailure(done.cause());
                    }
                });
    }
}
