package io.dropbatch.localazure.storage.events;

/** The properties of a blob that exists. */
public record ExistingBlob(String eTag, String contentType, long contentLength, String blobType) {}
