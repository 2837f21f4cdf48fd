package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.document.ErrorDocument;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: reads a request, answers it on its own thread, then reads the next. */
final class HttpCalls extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCalls.class);

    private static final long MOST_DISCARDED = 64L * 1024 * 1024;

    private final ExecutorService threads;
    private final CallHandler handler;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private @Nullable HttpRequest request;
    private long received;

    HttpCalls(ExecutorService threads, CallHandler handler) {
        this.threads = threads;
        this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext client, HttpObject part) {
        if (!part.decoderResult().isSuccess()) {
            reject(client);
            return;
        }
        if (part instanceof HttpRequest begun) {
            begin(client, begun);
        }
        if (part instanceof HttpContent content) {
            keep(content.content());
        }
        HttpRequest whole = request;
        if (part instanceof LastHttpContent && whole != null) {
            request = null;
            client.channel().config().setAutoRead(false);
            answer(client, whole, HttpUtil.isKeepAlive(whole));
        } else if (received > MOST_DISCARDED) {
            close(client);
        }
    }

    private void begin(ChannelHandlerContext client, HttpRequest begun) {
        request = begun;
        // Frees the buffer of an earlier large request.
        body = new ByteArrayOutputStream(0);
        received = 0;
        if (!HttpUtil.is100ContinueExpected(begun)) {
            return;
        }
        if (HttpUtil.getContentLength(begun, 0L) <= ApiCall.LARGEST_BODY) {
            ChannelFuture unused = client.writeAndFlush(
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            return;
        }
        // A client that sends Expect: 100-continue gets its answer before it sends the body.
        request = null;
        received = ApiCall.LARGEST_BODY + 1L;
        client.channel().config().setAutoRead(false);
        answer(client, begun, false);
    }

    /** A body that is too large is read and discarded: a client that is still sending would not read the answer. */
    private void keep(ByteBuf content) {
        received += content.readableBytes();
        if (tooLarge()) {
            body = new ByteArrayOutputStream(0);
            return;
        }
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        body.writeBytes(bytes);
    }

    private boolean tooLarge() {
        return received > ApiCall.LARGEST_BODY;
    }

    private void answer(ChannelHandlerContext client, HttpRequest whole, boolean keepAlive) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map.Entry<String, String> header : whole.headers()) {
            headers.putIfAbsent(header.getKey(), header.getValue());
        }
        ApiCall.Body content = tooLarge() ? new ApiCall.Body.TooLarge() : new ApiCall.Body.Whole(body.toByteArray());
        threads.execute(() -> {
            HttpAnswer answer = handler.handle(whole.method().name(), whole.uri(), headers, content);
            client.executor().execute(() -> answer.send(client, keepAlive));
        });
    }

    /** A request that is not HTTP also gets an answer; clients fail on an error without a body. */
    private static void reject(ChannelHandlerContext client) {
        byte[] error = JsonTrees.bytes(ErrorDocument.brief(BatchError.of(ErrorCode.InvalidUri)));
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.wrappedBuffer(error));
        response.headers().set("Content-Type", "application/json");
        response.headers().set("Content-Length", error.length);
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        ChannelFuture unused = client.writeAndFlush(response).addListener(written -> close(client));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext client, Object event) {
        // While a request is being answered nothing is read, so the idle timeout does not apply.
        if (event instanceof IdleStateEvent && client.channel().config().isAutoRead()) {
            close(client);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext client, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.atDebug().setCause(cause).log("A client went away");
        } else {
            LOG.atWarn().setCause(cause).log("A connection failed");
        }
        close(client);
    }

    static void close(ChannelHandlerContext client) {
        ChannelFuture unused = client.close();
    }

    /** Creates an answer to any request. */
    @FunctionalInterface
    interface CallHandler {
        HttpAnswer handle(String method, String uri, SortedMap<String, String> headers, ApiCall.Body body);
    }
}
