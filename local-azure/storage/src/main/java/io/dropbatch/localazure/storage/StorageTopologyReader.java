package io.dropbatch.localazure.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.dropbatch.localazure.files.TopologyException;
import io.dropbatch.localazure.files.TopologyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code storage.json}; it refuses unknown keys and names their path. */
public final class StorageTopologyReader {

    private static final TopologyFile<StorageFile> FORMAT =
            new TopologyFile<>(StorageFile.class, PropertyNamingStrategies.LOWER_CAMEL_CASE);
    private static final Set<BlobApi> CREATED =
            Set.of(BlobApi.PutBlob, BlobApi.PutBlockList, BlobApi.CopyBlob, BlobApi.FlushWithClose, BlobApi.SftpCommit);

    private StorageTopologyReader() {}

    public static StorageTopology read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new TopologyException(file.toString(), "not JSON: " + e.getOriginalMessage());
        } catch (TopologyException e) {
            throw e.in(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static StorageTopology parse(String json) throws JsonProcessingException {
        return FORMAT.parse(json).topology();
    }

    /** The file, key by key. */
    private record StorageFile(
            @Nullable String account,
            @Nullable List<String> containers,
            @Nullable List<String> tables,
            @Nullable List<RouteEntry> events) {

        StorageTopology topology() {
            return new StorageTopology(
                    Objects.requireNonNullElse(account, DevelopmentAccount.NAME),
                    orEmpty(containers),
                    orEmpty(tables),
                    orEmpty(events).stream().map(RouteEntry::route).toList());
        }
    }

    private record RouteEntry(
            String name,
            String container,
            @Nullable String prefix,
            @Nullable String suffix,
            @Nullable List<String> notEndsWith,
            @Nullable Set<BlobApi> operations,
            String queue,
            @Nullable EventSchema schema) {

        RouteEntry {
            TopologyException.require("name", name);
            TopologyException.require("container", container);
            TopologyException.require("queue", queue);
        }

        EventRoute route() {
            return new EventRoute(
                    name,
                    container,
                    Objects.requireNonNullElse(prefix, ""),
                    Objects.requireNonNullElse(suffix, ""),
                    orEmpty(notEndsWith),
                    Objects.requireNonNullElse(operations, CREATED),
                    queue,
                    Objects.requireNonNullElse(schema, EventSchema.CloudEventSchemaV1_0));
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
