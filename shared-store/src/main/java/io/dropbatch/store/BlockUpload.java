package io.dropbatch.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Uploads a blob whose size is not known before, in blocks, some at a time; {@link #commit} makes the blob of them.
 * Whatever happens before that, and closing without it, leaves what was there. For one thread.
 *
 * <p>The SDK's own stream uploads asynchronously, and the asynchronous OkHttp client cancels some of the blocks that are
 * under way; they are sent again, after a stack trace on the terminal for each. Here each request has a thread.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-block">Put Block</a>
 */
final class BlockUpload extends OutputStream {

    /** What a blob has at most is 50,000 blocks; with larger ones later on it holds more than a terabyte. */
    private static final int SMALLEST_BLOCK = 4 << 20;

    private static final int BLOCKS_OF_A_SIZE = 10_000;
    private static final int LARGEST_SHIFT = 4;
    private static final int AT_ONCE = 4;

    private final BlockBlobClient blob;
    private final BlobHttpHeaders headers;
    private final List<String> ids = new ArrayList<>();
    private final Deque<Future<?>> underWay = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private byte[] block = new byte[SMALLEST_BLOCK];
    private int filled;

    BlockUpload(BlockBlobClient blob, String contentType) {
        this.blob = blob;
        this.headers = new BlobHttpHeaders().setContentType(contentType);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int next = from;
        while (next < from + count) {
            if (filled == block.length) {
                stage(block);
                block = new byte[SMALLEST_BLOCK << Math.min(ids.size() / BLOCKS_OF_A_SIZE, LARGEST_SHIFT)];
                filled = 0;
            }
            int taken = Math.min(block.length - filled, from + count - next);
            System.arraycopy(bytes, next, block, filled, taken);
            filled += taken;
            next += taken;
        }
    }

    /** Replaces the blob by what was written. */
    void commit() throws IOException {
        byte[] last = Arrays.copyOf(block, filled);
        if (ids.isEmpty()) {
            blob.uploadWithResponse(
                    new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(last)).setHeaders(headers),
                    null,
                    Context.NONE);
            return;
        }
        stage(last);
        while (!underWay.isEmpty()) {
            awaitFirst();
        }
        blob.commitBlockListWithResponse(
                new BlockBlobCommitBlockListOptions(ids).setHeaders(headers), null, Context.NONE);
    }

    private void stage(byte[] content) throws IOException {
        if (underWay.size() == AT_ONCE) {
            awaitFirst();
        }
        // As long as the SDK's, since all ids of a blob have one length, also those that an upload left uncommitted.
        String id =
                Base64.getEncoder().encodeToString(UUID.randomUUID().toString().getBytes(UTF_8));
        ids.add(id);
        BlockBlobStageBlockOptions options = new BlockBlobStageBlockOptions(id, BinaryData.fromBytes(content));
        underWay.add(threads.submit(() -> blob.stageBlockWithResponse(options, null, Context.NONE)));
    }

    private void awaitFirst() throws IOException {
        try {
            underWay.remove().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while uploading").initCause(e);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
