package io.dropbatch.localazure.storage.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** Azurite's side of a connection: passes everything to the client that currently uses it. */
final class UpstreamHandler extends ChannelInboundHandlerAdapter {

    private @Nullable ClientHandler user;

    void usedBy(@Nullable ClientHandler client) {
        user = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (user == null) {
            // Azurite answered without a request: this connection is out of step.
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        user.onUpstream((HttpObject) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (user != null) {
            user.onUpstreamReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (user != null) {
            user.onUpstreamWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (user != null) {
            user.onUpstreamClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
