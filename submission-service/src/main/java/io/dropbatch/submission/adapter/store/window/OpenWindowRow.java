package io.dropbatch.submission.adapter.store.window;

/** The number of a workload's open window, as a row of the table. */
public record OpenWindowRow(int number) {}
