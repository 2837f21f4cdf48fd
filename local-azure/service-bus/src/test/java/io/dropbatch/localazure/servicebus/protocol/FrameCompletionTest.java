package io.dropbatch.localazure.servicebus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class FrameCompletionTest {
    private static final String HELLO = "414d515000010000";
    private static final String HEARTBEAT = "0000000802000000";

    @Test
    void writes_the_missing_fields_of_an_open() {
        // Given the container's name alone, then ten fields.
        assertThat(completed(frame("005310" + "c00401" + "a10161", "")))
                .isEqualTo(frame("005310" + "c00d0a" + "a10161" + nulls(9), ""));
    }

    @Test
    void puts_the_payload_of_a_transfer_after_its_eleventh_field() {
        assertThat(completed(frame("005314" + "c00403" + "434341", "005377a10161")))
                .isEqualTo(frame("005314" + "c00c0b" + "434341" + nulls(8), "005377a10161"));
    }

    @Test
    void completes_an_empty_list() {
        assertThat(completed(frame("005318" + "45", ""))).isEqualTo(frame("005318" + "c00201" + nulls(1), ""));
    }

    @Test
    void takes_the_long_form_when_the_short_one_is_too_small() {
        String name = "a1f8" + "61".repeat(248);

        assertThat(completed(frame("005312" + "c0fb01" + name, "")))
                .isEqualTo(frame("005312" + "d00000010b0000000e" + name + nulls(13), ""));
    }

    @Test
    void leaves_alone_what_is_complete_or_no_amqp_frame() {
        String end = frame("005317" + "c00201" + nulls(1), "");
        String sasl = "00000010" + "02010000" + "005344" + "c0030150" + "00";

        assertThat(completed(HELLO + HEARTBEAT + sasl + end)).isEqualTo(HELLO + HEARTBEAT + sasl + end);
    }

    @Test
    void leaves_alone_a_frame_that_would_grow_beyond_what_the_client_accepts() {
        String frame = frame("005318" + "45", "00".repeat(480));
        FrameCompletion limited = new FrameCompletion();
        limited.limit(512);

        assertThat(written(limited, frame)).isEqualTo(frame);
    }

    @Test
    void completes_every_frame_for_a_client_that_accepts_any_size() {
        FrameCompletion unlimited = new FrameCompletion();
        unlimited.limit(-1);

        assertThat(written(unlimited, frame("005318" + "45", ""))).isEqualTo(frame("005318" + "c00201" + nulls(1), ""));
    }

    @Test
    void gives_the_same_however_the_bytes_are_cut() {
        String frames = HELLO
                + frame("005310" + "c00401" + "a10161", "")
                + HEARTBEAT
                + frame("005314" + "c00403" + "434341", "005377a10161")
                + frame("005318" + "45", "");
        String whole = completed(frames);

        for (int cut = 2; cut < frames.length(); cut += 2) {
            assertThat(completed(frames.substring(0, cut), frames.substring(cut)))
                    .as("cut at " + cut)
                    .isEqualTo(whole);
        }
    }

    private static String frame(String performative, String payload) {
        int size = 8 + (performative.length() + payload.length()) / 2;
        return String.format("%08x", size) + "02000000" + performative + payload;
    }

    private static String nulls(int count) {
        return "40".repeat(count);
    }

    private static String completed(String... parts) {
        return written(new FrameCompletion(), parts);
    }

    private static String written(FrameCompletion completion, String... parts) {
        EmbeddedChannel channel = new EmbeddedChannel(completion);
        for (String part : parts) {
            channel.writeOutbound(Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(part)));
        }
        StringBuilder written = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            written.append(ByteBufUtil.hexDump(bytes));
            bytes.release();
        }
        channel.finishAndReleaseAll();
        return written.toString();
    }
}
