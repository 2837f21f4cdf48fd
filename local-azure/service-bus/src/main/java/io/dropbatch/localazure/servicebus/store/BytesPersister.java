package io.dropbatch.localazure.servicebus.store;

import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.core.persistence.CoreMessageObjectPools;
import org.apache.activemq.artemis.core.persistence.Persister;

/** Passes already encoded bytes to the journal. */
final class BytesPersister implements Persister<byte[]> {
    static final BytesPersister INSTANCE = new BytesPersister();

    private BytesPersister() {}

    @Override
    public byte getID() {
        return 0;
    }

    @Override
    public int getEncodeSize(byte[] bytes) {
        return bytes.length;
    }

    @Override
    public void encode(ActiveMQBuffer buffer, byte[] bytes) {
        buffer.writeBytes(bytes);
    }

    @Override
    public byte[] decode(ActiveMQBuffer buffer, byte[] bytes, CoreMessageObjectPools pools) {
        throw new UnsupportedOperationException("records are decoded from what the loader hands over");
    }
}
