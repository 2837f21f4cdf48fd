package io.dropbatch.planning.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** The first part of a file, which tells how to read all of it. The array is not copied: treat it as read-only. */
@SuppressWarnings("ArrayRecordComponent") // held while a file is being read
public record FileBeginning(byte[] bytes, boolean whole) {

    private static final int SIZE = 128 * 1024;

    public static FileBeginning of(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(SIZE);
        return new FileBeginning(bytes, bytes.length < SIZE);
    }

    /** The file again from its start. */
    public InputStream followedBy(InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), rest);
    }
}
