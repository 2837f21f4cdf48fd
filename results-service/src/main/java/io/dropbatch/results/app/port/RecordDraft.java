package io.dropbatch.results.app.port;

/** A record that is being written and is invisible until it is committed; closing it without a commit discards it. */
public interface RecordDraft<T> extends AutoCloseable {

    void add(T line);

    void commit();

    @Override
    void close();
}
