package io.dropbatch.localazure.servicebus.store;

import io.dropbatch.localazure.servicebus.engine.log.LogRecord;
import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.activemq.artemis.core.journal.LoaderCallback;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;

/** Replays the journal into the live records, oldest first. */
final class JournalReplay implements LoaderCallback {
    private final NavigableMap<Long, LogRecord> records = new TreeMap<>();

    Collection<LogRecord> records() {
        return records.values();
    }

    long highestId() {
        return records.isEmpty() ? 0 : records.lastKey();
    }

    @Override
    public void addRecord(RecordInfo info) {
        records.put(info.id, RecordCodec.decode(info.id, info.userRecordType, info.data));
    }

    @Override
    public void updateRecord(RecordInfo info) {
        if (info.userRecordType != RecordCodec.RECOUNT) {
            addRecord(info);
            return;
        }
        records.computeIfPresent(
                info.id,
                (id, known) ->
                        known instanceof StoredMessage message ? RecordCodec.recounted(message, info.data) : known);
    }

    @Override
    public void deleteRecord(long id) {
        records.remove(id);
    }

    @Override
    public void addPreparedTransaction(PreparedTransactionInfo transaction) {
        throw new IllegalStateException("the broker never prepares a transaction, but the journal holds one");
    }

    /** Ignores a transaction whose commit is not on disk: it was never acknowledged. */
    @Override
    public void failedTransaction(long transactionId, List<RecordInfo> added, List<RecordInfo> deleted) {}
}
