package io.dropbatch.localazure.servicebus.message;

import java.util.List;

/** Several messages in one transfer: the envelope's Data sections each hold one whole encoded message. */
public final class MessageBatch {
    /** The message format that marks an envelope (MESSAGE_FORMAT in the SDKs). */
    public static final int FORMAT = 0x80013700;

    private MessageBatch() {}

    public static List<MessageContent> split(byte[] envelope) {
        List<MessageContent> messages = SectionScanner.scan(envelope).stream()
                .filter(section -> section.code() == MessageSection.DATA)
                .map(section -> MessageContent.parse(SectionScanner.binary(envelope, section)))
                .toList();
        if (messages.isEmpty()) {
            throw new MalformedMessage("a batch holds no message");
        }
        return messages;
    }
}
