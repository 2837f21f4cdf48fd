package io.dropbatch.localazure.servicebus.protocol;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A listening socket, the connections that it has accepted, and the threads that they run on. */
public final class ConnectionListener implements AutoCloseable {
    private static final int STOP_SECONDS = 5;

    private final EventLoopGroup threads;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel socket;

    /**
     * @param name of the threads
     * @param count how many threads there are; each connection runs on one of them
     * @param protocol what handles a new connection
     * @throws UncheckedIOException if nobody can listen there
     */
    public ConnectionListener(String name, int count, String host, int port, Consumer<ChannelPipeline> protocol) {
        threads = new NioEventLoopGroup(count, new DefaultThreadFactory(name, true));
        ChannelFuture binding = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        protocol.accept(channel.pipeline());
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            threads.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
            throw new UncheckedIOException(
                    new IOException("The broker cannot listen on " + host + ":" + port, binding.cause()));
        }
        socket = binding.channel();
    }

    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** Accepts no more connections; those that there are stay open. */
    public void stopAccepting() {
        socket.close().syncUninterruptibly();
    }

    public ChannelGroup connections() {
        return connections;
    }

    @Override
    public void close() {
        stopAccepting();
        connections.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
        threads.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
