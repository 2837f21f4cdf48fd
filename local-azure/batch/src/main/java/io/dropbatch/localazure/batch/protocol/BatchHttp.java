package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.RequestHead;
import io.dropbatch.localazure.batch.protocol.document.ErrorDocument;
import io.dropbatch.localazure.batch.protocol.endpoint.KeylessEndpoint;
import io.dropbatch.localazure.batch.protocol.endpoint.KeylessEndpoints;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The account's HTTP endpoint: verifies, routes, answers. */
public final class BatchHttp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchHttp.class);
    /** The detail of a refusal with the seconds after which to retry. */
    static final String RETRY_AFTER = "RetryAfterSeconds";

    private static final int MOST_AT_ONCE = 512;
    private static final int MOST_CLIENTS = 2_000;
    private static final int IDLE_SECONDS = 120;
    private static final HttpDecoderConfig LIMITS =
            new HttpDecoderConfig().setMaxInitialLineLength(64 * 1024).setMaxHeaderSize(64 * 1024);

    private final NioEventLoopGroup loops = new NioEventLoopGroup(1, new DefaultThreadFactory("batch-http", true));
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final SharedKeyVerifier sharedKeyVerifier;
    private final Clock clock;
    private final Channel listening;
    private volatile @Nullable BatchApi api;
    private volatile @Nullable KeylessEndpoints endpoints;

    private BatchHttp(String host, int port, SharedKeyVerifier sharedKeyVerifier, Clock clock) throws IOException {
        this.sharedKeyVerifier = sharedKeyVerifier;
        this.clock = clock;
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                // The server accepts connections only when it can answer.
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException("cannot listen on " + host + ":" + port, bound.cause());
        }
        this.listening = bound.channel();
    }

    /** Binds the port; answers nothing before {@link #serve}. */
    public static BatchHttp bind(String host, int port, SharedKeyVerifier sharedKeyVerifier, Clock clock)
            throws IOException {
        return new BatchHttp(host, port, sharedKeyVerifier, clock);
    }

    public URI endpoint() {
        InetSocketAddress address = (InetSocketAddress) listening.localAddress();
        return URI.create("http://" + host(address.getAddress()) + ":" + address.getPort());
    }

    /** A host name by which programs on this machine reach an address. */
    private static String host(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    public void serve(BatchApi served, List<KeylessEndpoint> open) {
        api = served;
        endpoints = new KeylessEndpoints(open, ((InetSocketAddress) listening.localAddress()).getAddress());
        listening.config().setAutoRead(true);
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        clients.close().awaitUninterruptibly();
        threads.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private void accept(Channel client) {
        if (clients.size() >= MOST_CLIENTS) {
            ChannelFuture unused = client.close();
            return;
        }
        clients.add(client);
        client.pipeline()
                .addLast(new HttpServerCodec(LIMITS))
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                // Pipelined requests are still answered one after the other.
                .addLast(new FlowControlHandler())
                .addLast(new HttpCalls(threads, this::handle));
    }

    private HttpAnswer handle(String method, String uri, SortedMap<String, String> headers, ApiCall.Body body) {
        String requestId = UUID.randomUUID().toString();
        RequestHead request = RequestHead.of(method, uri, headers, endpoint().toString());
        boolean entered = room.tryAcquire();
        CallAnswer answer;
        try {
            answer = entered
                    ? answer(request, body, requestId)
                    : refused(BatchError.of(ErrorCode.ServerBusy), request, requestId);
        } finally {
            if (entered) {
                room.release();
            }
        }
        return new HttpAnswer(answer.content(), common(requestId, headers), method.equals("HEAD"));
    }

    private CallAnswer answer(RequestHead request, ApiCall.Body body, String requestId) {
        try {
            if (Objects.requireNonNull(endpoints).concern(request)) {
                return Objects.requireNonNull(endpoints).answer(request);
            }
            ApiCall call = request.call(body);
            sharedKeyVerifier.verify(call);
            return Objects.requireNonNull(api).answer(call);
        } catch (BatchError error) {
            return refused(error, request, requestId);
        } catch (IOException | RuntimeException e) {
            LOG.atError().addKeyValue("path", request.rawPath()).setCause(e).log("A call failed");
            return refused(BatchError.of(ErrorCode.InternalError), request, requestId);
        }
    }

    private CallAnswer refused(BatchError error, RequestHead request, String requestId) {
        int status = error.code().status();
        Map<String, String> headers = new LinkedHashMap<>();
        if (SharedKeyVerifier.isUnauthorized(error)) {
            status = 401;
            headers.put("WWW-Authenticate", "SharedKey");
        }
        if (status == 429 || status == 503) {
            headers.put("Retry-After", error.values().getOrDefault(RETRY_AFTER, "1"));
        }
        if (request.method().equals("HEAD")) {
            return new CallAnswer.Empty(status, headers);
        }
        return new CallAnswer.Json(
                status, headers, ErrorDocument.write(error, request.base(), requestId, clock.instant()));
    }

    private static Map<String, String> common(String requestId, SortedMap<String, String> asked) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Server", "Microsoft-HTTPAPI/2.0");
        headers.put("request-id", requestId);
        headers.put("DataServiceVersion", "3.0");
        headers.put("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        headers.put("X-Content-Type-Options", "nosniff");
        String clientId = asked.get("client-request-id");
        if (clientId != null && "true".equalsIgnoreCase(asked.get("return-client-request-id"))) {
            headers.put("client-request-id", clientId);
        }
        return headers;
    }
}
