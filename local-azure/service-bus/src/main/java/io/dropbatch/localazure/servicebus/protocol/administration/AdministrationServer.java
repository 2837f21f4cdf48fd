package io.dropbatch.localazure.servicebus.protocol.administration;

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
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Listens for administration clients, which Azure answers on a port of its own. */
public final class AdministrationServer implements AutoCloseable {
    private static final int STOP_SECONDS = 5;
    private static final int LARGEST_REQUEST = 64 * 1024;

    private final EventLoopGroup thread =
            new NioEventLoopGroup(1, new DefaultThreadFactory("service-bus-administration", true));
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    public AdministrationServer(String host, int port, BusNamespace namespace, Clock clock) {
        AdministrationApi api = new AdministrationApi(namespace, clock);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                .addLast(new AdministrationRequests(api));
                    }
                });
        ChannelFuture binding = bootstrap.bind(host, port).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            thread.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
            throw new UncheckedIOException(new IOException(
                    "The broker cannot listen for administration clients on " + host + ":" + port, binding.cause()));
        }
        listener = binding.channel();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        connections.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
        thread.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
