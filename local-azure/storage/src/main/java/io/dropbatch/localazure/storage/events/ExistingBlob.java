package io.dropbatch.localazure.storage.events;

/** What storage says about a blob that exists. */
public record ExistingBlob(String eTag, String contentType, long contentLength, String blobType) {}
