package io.dropbatch.localazure.batch.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The position of the last version of each record. There may be millions, so it uses arrays of numbers, in pages that
 * are allocated and freed with the ids in use.
 */
final class RecordIndex {

    private static final int PAGE_BITS = 8;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final long LARGEST_ID = 1L << 36;

    private final @Nullable Page[][] kinds = new Page[128][0];

    /** Sets the position of a record; returns the length of its previous version, 0 for none. */
    int put(RecordKey key, long position, int length) {
        Page page = pageFor(key);
        int slot = slot(key);
        int former = page.lengths[slot];
        page.positions[slot] = position;
        page.lengths[slot] = length;
        page.used += former == 0 ? 1 : 0;
        return former;
    }

    /** Removes a record; returns the length of its last version, 0 for none. */
    int remove(RecordKey key) {
        Page page = page(key);
        int slot = slot(key);
        if (page == null || page.lengths[slot] == 0) {
            return 0;
        }
        int former = page.lengths[slot];
        page.lengths[slot] = 0;
        page.used--;
        if (page.used == 0) {
            kinds[key.kind()][(int) (key.id() >> PAGE_BITS)] = null;
        }
        return former;
    }

    /** The length of a record's last version with its header, 0 when there is none. */
    int length(RecordKey key) {
        Page page = page(key);
        return page == null ? 0 : page.lengths[slot(key)];
    }

    /** The position of an existing record. */
    long position(RecordKey key) {
        Page page = page(key);
        return page == null ? -1 : page.positions[slot(key)];
    }

    boolean isAt(RecordKey key, long position) {
        return length(key) > 0 && position(key) == position;
    }

    private @Nullable Page page(RecordKey key) {
        @Nullable Page[] pages = kinds[key.kind()];
        long number = key.id() >> PAGE_BITS;
        return number >= 0 && number < pages.length ? pages[(int) number] : null;
    }

    private Page pageFor(RecordKey key) {
        Page known = page(key);
        if (known != null) {
            return known;
        }
        if (key.id() < 0 || key.id() > LARGEST_ID) {
            throw new IllegalArgumentException("No account has so many records: " + key);
        }
        int number = (int) (key.id() >> PAGE_BITS);
        @Nullable Page[] pages = kinds[key.kind()];
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, pages.length * 2));
            kinds[key.kind()] = pages;
        }
        Page page = new Page();
        pages[number] = page;
        return page;
    }

    private static int slot(RecordKey key) {
        return (int) (key.id() & (PAGE_SIZE - 1));
    }

    /** The positions of records with neighbouring ids. */
    private static final class Page {

        private final long[] positions = new long[PAGE_SIZE];
        private final int[] lengths = new int[PAGE_SIZE];
        private int used;
    }
}
