package io.dropbatch.localazure.storage;

/**
 * The {@code data.api} values of a storage event that a route can name.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage">Blob Storage events</a>
 */
public enum BlobApi {
    PutBlob,
    PutBlockList,
    CopyBlob,
    /** For hierarchical namespaces only; accepted so that one file works on Azure and here, never raised here. */
    FlushWithClose,
    /** Of uploads by SFTP, likewise. */
    SftpCommit,
    DeleteBlob
}
