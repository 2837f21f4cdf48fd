package io.dropbatch.store;

import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.dropbatch.model.retry.LastingFailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container of Azure Blob Storage. */
public final class AzureBlobStore implements BlobStore {

    private static final int PAGE = 5000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String MAKE_IT = "There is no such container: create it, or name the one to use.";

    private final BlobContainerClient container;

    public AzureBlobStore(BlobContainerClient container) {
        this.container = container;
    }

    @Override
    public String container() {
        return container.getBlobContainerName();
    }

    @Override
    public Optional<BlobDetails> facts(String path) {
        return found("read the properties of", path, () -> facts(path, properties(path)));
    }

    @Override
    public Optional<BlobContent> read(String path) {
        return found("read", path, () -> {
            var response = blob(path).downloadContentWithResponse(null, null, TIMEOUT, Context.NONE);
            var headers = response.getDeserializedHeaders();
            byte[] bytes = response.getValue().toBytes();
            BlobDetails facts = new BlobDetails(
                    path,
                    bytes.length,
                    bare(headers.getETag()),
                    base64(headers.getContentMd5()),
                    headers.getLastModified().toInstant(),
                    BlobNature.of(path, bytes.length, false, headers.getMetadata()),
                    Objects.requireNonNullElse(headers.getContentEncoding(), ""));
            return new BlobContent(facts, bytes);
        });
    }

    @Override
    public Optional<InputStream> open(String path) {
        return found("open", path, () -> blob(path).openInputStream(new BlobInputStreamOptions()));
    }

    @Override
    public Optional<InputStream> open(String path, long from, long bytes) {
        return found(
                "open",
                path,
                () -> blob(path).openInputStream(new BlobInputStreamOptions().setRange(new BlobRange(from, bytes))));
    }

    @Override
    public String write(String path, byte[] content, String contentType) {
        return upload(path, content, contentType, new BlobRequestConditions());
    }

    @Override
    public Optional<String> writeIfAbsent(String path, byte[] content, String contentType) {
        return conditionally(path, content, contentType, new BlobRequestConditions().setIfNoneMatch("*"));
    }

    @Override
    public Optional<String> writeIfUnchanged(String path, byte[] content, String contentType, String etag) {
        return conditionally(path, content, contentType, new BlobRequestConditions().setIfMatch("\"" + etag + "\""));
    }

    @Override
    public void stream(String path, String contentType, Content content) {
        run("write", path, () -> {
            try (BlockUpload out = new BlockUpload(blob(path).getBlockBlobClient(), contentType)) {
                content.writeTo(out);
                out.commit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return path;
        });
    }

    @Override
    public Stream<BlobDetails> list(String prefix) {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(prefix)
                .setMaxResultsPerPage(PAGE)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return PagedStream.of(
                        run(
                                "list",
                                prefix,
                                () -> container.listBlobs(options, null).iterator()),
                        e -> failure("list", prefix, e))
                .filter(item -> !Boolean.TRUE.equals(item.isPrefix()))
                .map(AzureBlobStore::facts)
                .filter(facts -> facts.nature() != BlobNature.FOLDER);
    }

    @Override
    public List<BlobDetails> firstIn(String folder, int most) {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(folder)
                .setMaxResultsPerPage(most)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return run(
                "list",
                folder,
                () -> container.listBlobsByHierarchy("/", options, null).stream()
                        .limit(most)
                        .filter(item -> !Boolean.TRUE.equals(item.isPrefix()))
                        .map(AzureBlobStore::facts)
                        .filter(facts -> facts.nature() != BlobNature.FOLDER)
                        .toList());
    }

    @Override
    public List<String> folders(String prefix) {
        return run(
                "list",
                prefix,
                () -> container.listBlobsByHierarchy(prefix).stream()
                        .filter(item -> Boolean.TRUE.equals(item.isPrefix()))
                        .map(item -> item.getName()
                                .substring(prefix.length(), item.getName().length() - 1))
                        .toList());
    }

    @Override
    public boolean delete(String path) {
        return found("delete", path, () -> {
                    blob(path).delete();
                    return path;
                })
                .isPresent();
    }

    private BlobClient blob(String path) {
        return container.getBlobClient(path);
    }

    private BlobProperties properties(String path) {
        return blob(path).getPropertiesWithResponse(null, TIMEOUT, Context.NONE).getValue();
    }

    private Optional<String> conditionally(
            String path, byte[] content, String contentType, BlobRequestConditions conditions) {
        try {
            return Optional.of(upload(path, content, contentType, conditions));
        } catch (StoreException e) {
            if (e.getCause() instanceof BlobStorageException refused && isConditionNotMet(refused)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private String upload(String path, byte[] content, String contentType, BlobRequestConditions conditions) {
        BlockBlobSimpleUploadOptions options = new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content))
                .setHeaders(new BlobHttpHeaders().setContentType(contentType))
                .setRequestConditions(conditions);
        return run("write", path, () -> {
            Response<BlockBlobItem> response =
                    blob(path).getBlockBlobClient().uploadWithResponse(options, TIMEOUT, Context.NONE);
            return bare(response.getValue().getETag());
        });
    }

    private <T> Optional<T> found(String verb, String path, Supplier<T> call) {
        try {
            return Optional.of(run(verb, path, call));
        } catch (StoreException e) {
            if (e.getCause() instanceof BlobStorageException refused && isAbsent(refused)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <T> T run(String verb, String path, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failure(verb, path, e);
        }
    }

    private RuntimeException failure(String verb, String path, RuntimeException cause) {
        String words = "could not " + verb + " " + container() + "/" + path + ": " + reason(cause);
        Optional<String> remedy = cause instanceof BlobStorageException refused
                ? LastingRefusal.remedy(refused.getErrorCode())
                : Optional.empty();
        return remedy.<RuntimeException>map(help -> new LastingFailureException(words + ". " + help, cause))
                .orElseGet(() -> new StoreException(isWithoutContainer(cause) ? words + ". " + MAKE_IT : words, cause));
    }

    /** The service's own code, or the exception's kind; its message may hold a signed address. */
    private static String reason(RuntimeException e) {
        if (e instanceof BlobStorageException refused) {
            return refused.getStatusCode() + " " + refused.getErrorCode();
        }
        return e.getClass().getSimpleName();
    }

    private static boolean isConditionNotMet(BlobStorageException refused) {
        return refused.getStatusCode() == 412
                || BlobErrorCode.BLOB_ALREADY_EXISTS.equals(refused.getErrorCode())
                || isAbsent(refused);
    }

    /** Whether the blob is not there; without its container nothing can be said of it. */
    private static boolean isAbsent(BlobStorageException refused) {
        return refused.getStatusCode() == 404 && !isWithoutContainer(refused);
    }

    private static boolean isWithoutContainer(RuntimeException cause) {
        return cause instanceof BlobStorageException refused
                && BlobErrorCode.CONTAINER_NOT_FOUND.equals(refused.getErrorCode());
    }

    private static BlobDetails facts(String path, BlobProperties properties) {
        return new BlobDetails(
                path,
                properties.getBlobSize(),
                bare(properties.getETag()),
                base64(properties.getContentMd5()),
                properties.getLastModified().toInstant(),
                BlobNature.of(
                        path,
                        properties.getBlobSize(),
                        AccessTier.ARCHIVE.equals(properties.getAccessTier()),
                        properties.getMetadata()),
                Objects.requireNonNullElse(properties.getContentEncoding(), ""));
    }

    private static BlobDetails facts(BlobItem item) {
        BlobItemProperties properties = item.getProperties();
        long bytes = Objects.requireNonNullElse(properties.getContentLength(), 0L);
        boolean archived = AccessTier.ARCHIVE.equals(properties.getAccessTier());
        return new BlobDetails(
                item.getName(),
                bytes,
                bare(properties.getETag()),
                base64(properties.getContentMd5()),
                properties.getLastModified().toInstant(),
                BlobNature.of(item.getName(), bytes, archived, item.getMetadata()),
                Objects.requireNonNullElse(properties.getContentEncoding(), ""));
    }

    private static String bare(String etag) {
        return etag.replace("\"", "");
    }

    private static String base64(byte @Nullable [] md5) {
        return md5 == null ? "" : Base64.getEncoder().encodeToString(md5);
    }
}
