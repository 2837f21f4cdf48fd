package io.dropbatch.localazure.servicebus.engine.entity;

import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.List;

/** The queues that get the messages sent to an entity. */
interface MessageFanout {
    List<MessageQueue> targets(MessageContent content);
}
