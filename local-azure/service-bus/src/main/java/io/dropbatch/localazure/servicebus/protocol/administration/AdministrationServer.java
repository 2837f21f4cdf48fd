package io.dropbatch.localazure.servicebus.protocol.administration;

import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.dropbatch.localazure.servicebus.protocol.ConnectionListener;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Clock;

/** Listens for administration clients, which Azure answers on a port of its own. */
public final class AdministrationServer implements AutoCloseable {
    private static final int LARGEST_REQUEST = 64 * 1024;

    private final ConnectionListener listener;

    public AdministrationServer(String host, int port, BusNamespace namespace, Clock clock) {
        AdministrationApi api = new AdministrationApi(namespace, clock);
        listener = new ConnectionListener(
                "service-bus-administration",
                1,
                host,
                port,
                pipeline -> pipeline.addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                        .addLast(new AdministrationRequests(api)));
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        listener.close();
    }
}
