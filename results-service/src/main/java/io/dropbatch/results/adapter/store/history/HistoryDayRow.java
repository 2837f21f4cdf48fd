package io.dropbatch.results.adapter.store.history;

/** A row of the index of days with announcements. */
record HistoryDayRow(String day) {}
