package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
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

/** Listens for clients; each connection runs on one thread. */
public final class AmqpServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int STOP_SECONDS = 5;
    private static final int GOODBYE_MILLIS = 300;

    private final EventLoopGroup threads =
            new NioEventLoopGroup(THREADS, new DefaultThreadFactory("service-bus", true));
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    public AmqpServer(String host, int port, BusNamespace namespace, long maxMessageBytes) {
        LinkRouter router = new LinkRouter(namespace, maxMessageBytes);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        FrameCompletion completion = new FrameCompletion();
                        channel.pipeline().addLast(completion, new AmqpConnection(router, completion));
                    }
                });
        ChannelFuture binding = bootstrap.bind(host, port).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            threads.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
            throw new UncheckedIOException(
                    new IOException("The broker cannot listen on " + host + ":" + port, binding.cause()));
        }
        listener = binding.channel();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.forEach(AmqpServer::shutDown);
        connections.newCloseFuture().awaitUninterruptibly(GOODBYE_MILLIS);
        connections.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
        threads.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void shutDown(Channel channel) {
        AmqpConnection connection = channel.pipeline().get(AmqpConnection.class);
        if (connection != null) {
            connection.shutDown();
        }
    }
}
