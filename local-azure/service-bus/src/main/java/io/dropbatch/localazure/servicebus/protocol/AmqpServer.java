package io.dropbatch.localazure.servicebus.protocol;

import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.netty.channel.Channel;

/** Listens for clients; each connection runs on one thread. */
public final class AmqpServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int GOODBYE_MILLIS = 300;

    private final ConnectionListener listener;

    public AmqpServer(String host, int port, BusNamespace namespace, long maxMessageBytes) {
        LinkRouter router = new LinkRouter(namespace, maxMessageBytes);
        listener = new ConnectionListener("service-bus", THREADS, host, port, pipeline -> {
            FrameCompletion completion = new FrameCompletion();
            pipeline.addLast(completion, new AmqpConnection(router, completion));
        });
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.stopAccepting();
        listener.connections().forEach(AmqpServer::shutDown);
        listener.connections().newCloseFuture().awaitUninterruptibly(GOODBYE_MILLIS);
        listener.close();
    }

    private static void shutDown(Channel channel) {
        AmqpConnection connection = channel.pipeline().get(AmqpConnection.class);
        if (connection != null) {
            connection.shutDown();
        }
    }
}
