package io.dropbatch.localazure.storage.proxy;

import io.dropbatch.localazure.storage.StorageException;
import io.dropbatch.localazure.storage.events.EventRelay;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The public blob endpoint in front of Azurite. */
public final class BlobProxy implements AutoCloseable {

    private static final int LOOPS = 2;
    private static final int MOST_CLIENTS = 2_000;
    private static final WriteBufferWaterMark BUFFERED = new WriteBufferWaterMark(128 * 1024, 512 * 1024);

    private final NioEventLoopGroup loops = new NioEventLoopGroup(LOOPS, new DefaultThreadFactory("blob-proxy", true));
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final RequestFaults faults = new RequestFaults();
    private final Channel listening;

    /** @param upstreamPort the port of the running Azurite */
    public BlobProxy(String host, int port, IntSupplier upstreamPort, EventRelay events, Clock clock) {
        UpstreamPool pool = new UpstreamPool(upstreamPort);
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BUFFERED)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, pool, events, clock);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new StorageException("cannot listen on " + host + ":" + port + " for blobs", bound.cause());
        }
        this.listening = bound.channel();
    }

    private void accept(Channel channel, UpstreamPool pool, EventRelay events, Clock clock) {
        if (clients.size() >= MOST_CLIENTS) {
            channel.close();
            return;
        }
        clients.add(channel);
        channel.pipeline().addLast(new HttpServerCodec(decoding()));
        channel.pipeline().addLast(new ClientHandler(channel, pool, events, faults, clock));
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    public RequestFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        clients.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Names may have a thousand characters, each escaped to nine bytes; headers are not checked here. */
    static HttpDecoderConfig decoding() {
        return new HttpDecoderConfig()
                .setMaxInitialLineLength(32 * 1024)
                .setMaxHeaderSize(64 * 1024)
                .setMaxChunkSize(64 * 1024)
                .setValidateHeaders(false);
    }

    /**
     * Escapes characters that some clients send unescaped; everything else stays as it is, since signatures cover it.
     */
    static String asciiOnly(String uri) {
        if (uri.chars().allMatch(c -> c < 0x80)) {
            return uri;
        }
        StringBuilder escaped = new StringBuilder(uri.length() + 16);
        for (char c : uri.toCharArray()) {
            escaped.append(c < 0x80 ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }
}
