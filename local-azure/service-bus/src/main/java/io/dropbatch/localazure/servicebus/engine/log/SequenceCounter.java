package io.dropbatch.localazure.servicebus.engine.log;

import io.dropbatch.localazure.servicebus.engine.EntityName;

/** Assigns an entity's sequence numbers and reserves them in blocks, so that a restart repeats none. */
public final class SequenceCounter {
    private static final long BLOCK = 1000;

    private final EntityName entity;
    private final MessageLog log;
    private long recordId;
    private long last;
    private long reserved;

    public SequenceCounter(EntityName entity, MessageLog log) {
        this.entity = entity;
        this.log = log;
    }

    public synchronized long next() {
        if (last == reserved) {
            reserve();
        }
        return ++last;
    }

    public synchronized void restore(SequenceMark mark) {
        recordId = mark.recordId();
        seen(mark.reservedUpTo());
    }

    public synchronized void seen(long sequenceNumber) {
        last = Math.max(last, sequenceNumber);
        reserved = Math.max(reserved, last);
    }

    /** The log keeps its order, so the reservation is durable before any message that uses it. */
    private void reserve() {
        reserved = last + BLOCK;
        if (recordId == 0) {
            recordId = log.newRecordId();
            log.writeBehind(new LogChange.Add(mark()));
            return;
        }
        log.writeBehind(new LogChange.Replace(mark()));
    }

    private SequenceMark mark() {
        return new SequenceMark(recordId, entity, reserved);
    }
}
