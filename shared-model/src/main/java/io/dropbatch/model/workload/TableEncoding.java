package io.dropbatch.model.workload;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The encodings that a row file may have, by the name that a workload writes. */
public enum TableEncoding {
    UTF_8("utf-8", StandardCharsets.UTF_8, "utf8", "ascii", "us-ascii"),
    /** Little or big endian, as the byte order mark says. */
    UTF_16("utf-16", StandardCharsets.UTF_16, "utf16", "unicode"),
    UTF_16LE("utf-16le", StandardCharsets.UTF_16LE, "utf16le"),
    UTF_16BE("utf-16be", StandardCharsets.UTF_16BE, "utf16be"),
    ISO_8859_1("iso-8859-1", StandardCharsets.ISO_8859_1, "iso8859-1", "latin-1", "latin1"),
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"), "cp1252", "cp-1252");

    private final String key;
    private final Charset charset;
    private final List<String> otherNames;

    TableEncoding(String key, Charset charset, String... otherNames) {
        this.key = key;
        this.charset = charset;
        this.otherNames = List.of(otherNames);
    }

    /** What a workload writes. */
    public String key() {
        return key;
    }

    /** The name for people. */
    public String title() {
        return key.toUpperCase(Locale.ROOT).replace("WINDOWS", "Windows");
    }

    public Charset charset() {
        return charset;
    }

    /** By its name, or one of the names that programs have for it; case does not count. */
    public static Optional<TableEncoding> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(encoding -> encoding.key.equals(lower) || encoding.otherNames.contains(lower))
                .findFirst();
    }

    /** All names that a workload may write, for people. */
    public static String keys() {
        return String.join(", ", Arrays.stream(values()).map(TableEncoding::key).toList());
    }
}
