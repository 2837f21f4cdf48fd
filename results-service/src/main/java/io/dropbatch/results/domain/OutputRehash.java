package io.dropbatch.results.domain;

/** An output whose content is to be read again and compared with the hash that its node computed. */
public record OutputRehash(String blob, long bytes, String sha256) {}
