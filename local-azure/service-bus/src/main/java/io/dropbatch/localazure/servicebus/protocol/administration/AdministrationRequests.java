package io.dropbatch.localazure.servicebus.protocol.administration;

import io.dropbatch.localazure.servicebus.protocol.administration.AdministrationApi.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one administration client. Any token is accepted, but there has to be one. */
final class AdministrationRequests extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(AdministrationRequests.class);

    private final AdministrationApi api;

    AdministrationRequests(AdministrationApi api) {
        this.api = api;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        Answer answer = answer(request);
        ByteBuf body = Unpooled.copiedBuffer(answer.body(), StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/atom+xml;type=feed;charset=utf-8")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        HttpUtil.setKeepAlive(response, HttpUtil.isKeepAlive(request));
        ChannelFuture written = context.writeAndFlush(response);
        if (!HttpUtil.isKeepAlive(request)) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private Answer answer(FullHttpRequest request) {
        if (!request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
            return refusal(401, "A token is missing");
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return refusal(405, "This broker takes its entities from its topology file and does not change them");
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String path = target.path().startsWith("/") ? target.path().substring(1) : target.path();
        String address = "http://" + request.headers().get(HttpHeaderNames.HOST, "localhost");
        return api.read(address, path, target.parameters());
    }

    private static Answer refusal(int status, String detail) {
        return new Answer(status, AtomDocument.error(status, detail));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        LOG.atDebug().setCause(failure).log("A connection of an administration client ended");
        ChannelFuture unused = context.close();
    }
}
