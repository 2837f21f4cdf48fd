package io.dropbatch.client;

/** What became of an announcement that came. */
public enum AnnouncementReceipt {
    HANDLED,
    REPEATED,
    NOT_WANTED
}
