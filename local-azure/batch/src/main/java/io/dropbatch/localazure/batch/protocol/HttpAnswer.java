package io.dropbatch.localazure.batch.protocol;

import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;

/**
 * An answer to send to the client. Header names are spelled as Azure spells them, since the Java client reads some of
 * them with regard to case.
 */
record HttpAnswer(CallAnswer.Content answer, Map<String, String> headers, boolean head) {

    void send(ChannelHandlerContext client, boolean keepAlive) {
        ChannelFuture sent = switch (answer) {
            case CallAnswer.Empty empty -> whole(client, Unpooled.EMPTY_BUFFER, keepAlive);
            case CallAnswer.Bytes bytes -> whole(client, Unpooled.wrappedBuffer(bytes.body()), keepAlive);
            case CallAnswer.File file -> file(client, file, keepAlive);
        };
        ChannelFuture unused = sent.addListener(written -> {
            if (keepAlive && written.isSuccess()) {
                client.channel().config().setAutoRead(true);
            } else {
                HttpCalls.close(client);
            }
        });
    }

    private ChannelFuture whole(ChannelHandlerContext client, ByteBuf body, boolean keepAlive) {
        int length = body.readableBytes();
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), head ? Unpooled.EMPTY_BUFFER : body);
        fill(response.headers(), keepAlive);
        if (answer.status() != 204 && answer.status() != 304) {
            response.headers().set("Content-Length", length);
        }
        return client.writeAndFlush(response);
    }

    private ChannelFuture file(ChannelHandlerContext client, CallAnswer.File file, boolean keepAlive) {
        DefaultHttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(file.status()));
        fill(response.headers(), keepAlive);
        response.headers().set("Content-Length", file.length());
        ChannelFuture begun = client.write(response);
        if (!head && file.length() > 0) {
            begun = client.write(new DefaultFileRegion(file.file().toFile(), file.offset(), file.length()));
        }
        // A file that became shorter cannot be sent with the announced length; closing the connection is the only way
        // to report it.
        ChannelFuture unused = begun.addListener(part -> {
            if (!part.isSuccess()) {
                HttpCalls.close(client);
            }
        });
        return client.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void fill(HttpHeaders target, boolean keepAlive) {
        headers.forEach(target::set);
        answer.headers().forEach(target::set);
        if (!keepAlive) {
            target.set("Connection", "close");
        }
    }
}
