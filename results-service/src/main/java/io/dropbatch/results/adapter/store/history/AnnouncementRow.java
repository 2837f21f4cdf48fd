package io.dropbatch.results.adapter.store.history;

/**
 * A row of an announcement; its key is its place.
 *
 * @param type as the event has it
 * @param event as it was announced
 */
record AnnouncementRow(String type, String workload, String event) {}
