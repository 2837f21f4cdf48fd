package io.dropbatch.results.app.port;

/** A record in the making, that nobody sees until it is committed; closing it without a commit discards it. */
public interface RecordDraft<T> extends AutoCloseable {

    void add(T line);

    void commit();

    @Override
    void close();
}
