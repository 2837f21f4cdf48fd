package io.dropbatch.store;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import com.azure.data.tables.models.TableTransactionFailedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.dropbatch.codec.ModelJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an Azure table. A value lies as JSON in the properties {@code json0}, {@code json1} … of at most 32,000
 * characters each, since a string property holds 64 KiB of UTF-16 and an entity 1 MiB.
 */
public final class AzureRowStore<T> implements RowStore<T> {

    private static final ObjectWriter ASCII = ModelJson.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final int CHARACTERS = 32_000;
    private static final int LONGEST = 400_000;

    /** As many as a transaction may have. */
    private static final int CHANGES = 100;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final TableClient table;
    private final Class<T> type;

    public AzureRowStore(TableClient table, Class<T> type) {
        this.table = table;
        this.type = type;
    }

    @Override
    public Optional<VersionedRow<T>> find(String partition, String key) {
        Supplier<VersionedRow<T>> call = () -> row(table.getEntityWithResponse(
                        TableKey.encode(partition), TableKey.encode(key), null, TIMEOUT, Context.NONE)
                .getValue());
        return unless(404, "read", call);
    }

    @Override
    public Optional<VersionedRow<T>> insert(String partition, String key, T value) {
        return unless(409, "insert", () -> {
            Response<Void> response =
                    table.createEntityWithResponse(entity(partition, key, value), TIMEOUT, Context.NONE);
            return new VersionedRow<>(partition, key, value, etag(response));
        });
    }

    @Override
    public Optional<VersionedRow<T>> replace(VersionedRow<T> row, T value) {
        TableEntity entity = entity(row.partition(), row.key(), value);
        Supplier<VersionedRow<T>> call = () -> {
            Response<Void> response = table.updateEntityWithResponse(
                    withEtag(entity, row.etag()), TableEntityUpdateMode.REPLACE, true, TIMEOUT, Context.NONE);
            return new VersionedRow<>(row.partition(), row.key(), value, etag(response));
        };
        try {
            return unless(412, "replace", call);
        } catch (StoreException e) {
            if (e.getCause() instanceof TableServiceException refused && status(refused) == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public VersionedRow<T> put(String partition, String key, T value) {
        return run("write", () -> {
            Response<Void> response = table.upsertEntityWithResponse(
                    entity(partition, key, value), TableEntityUpdateMode.REPLACE, TIMEOUT, Context.NONE);
            return new VersionedRow<>(partition, key, value, etag(response));
        });
    }

    @Override
    public boolean delete(String partition, String key) {
        // The SDK turns "not found" into a plain 404 response.
        return run("delete", () -> {
            TableEntity entity = new TableEntity(TableKey.encode(partition), TableKey.encode(key));
            return table.deleteEntityWithResponse(entity, false, TIMEOUT, Context.NONE)
                            .getStatusCode()
                    == 204;
        });
    }

    @Override
    public void deleteAll(String partition, List<String> keys) {
        for (int from = 0; from < keys.size(); from += CHANGES) {
            deleteTogether(partition, keys.subList(from, Math.min(keys.size(), from + CHANGES)));
        }
    }

    /** All or none: if one of them is gone already, each is deleted by itself. */
    private void deleteTogether(String partition, List<String> keys) {
        List<TableTransactionAction> deletions = keys.stream()
                .map(key -> new TableEntity(TableKey.encode(partition), TableKey.encode(key)))
                .map(entity -> new TableTransactionAction(TableTransactionActionType.DELETE, entity))
                .toList();
        try {
            table.submitTransactionWithResponse(deletions, TIMEOUT, Context.NONE);
        } catch (TableTransactionFailedException oneIsGone) {
            keys.forEach(key -> delete(partition, key));
        } catch (RuntimeException e) {
            throw failure("delete", e);
        }
    }

    @Override
    public Stream<VersionedRow<T>> partition(String partition) {
        return list("PartitionKey eq '" + TableKey.encode(partition) + "'");
    }

    @Override
    public Stream<VersionedRow<T>> partition(String partition, String after) {
        return list(
                "PartitionKey eq '" + TableKey.encode(partition) + "' and RowKey gt '" + TableKey.encode(after) + "'");
    }

    private Stream<VersionedRow<T>> list(String filter) {
        ListEntitiesOptions options = new ListEntitiesOptions().setFilter(filter);
        return PagedStream.of(
                        run(
                                "list",
                                () -> table.listEntities(options, null, null).iterator()),
                        e -> failure("list", e))
                .map(this::row);
    }

    private TableEntity entity(String partition, String key, T value) {
        String json = json(value);
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException("a row of table " + table.getTableName() + " is too long: "
                    + json.length() + " characters, " + LONGEST + " allowed");
        }
        TableEntity entity = new TableEntity(TableKey.encode(partition), TableKey.encode(key));
        for (int part = 0; part * CHARACTERS < json.length(); part++) {
            int from = part * CHARACTERS;
            entity.addProperty("json" + part, json.substring(from, Math.min(json.length(), from + CHARACTERS)));
        }
        return entity;
    }

    /** In ASCII only: Azurite breaks other characters apart where they straddle two chunks of a long request. */
    private static String json(Object value) {
        try {
            return ASCII.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    private VersionedRow<T> row(TableEntity entity) {
        StringBuilder json = new StringBuilder();
        for (int part = 0; entity.getProperty("json" + part) instanceof String text; part++) {
            json.append(text);
        }
        return new VersionedRow<>(
                TableKey.decode(entity.getPartitionKey()),
                TableKey.decode(entity.getRowKey()),
                ModelJson.read(json.toString(), type),
                entity.getETag());
    }

    /** The SDK takes the ETag to match from the entity itself, where only its own reads put it. */
    private static TableEntity withEtag(TableEntity entity, String etag) {
        return entity.addProperty("odata.etag", etag);
    }

    private static String etag(Response<Void> response) {
        @Nullable String etag = response.getHeaders().getValue(HttpHeaderName.ETAG);
        if (etag == null) {
            return "";
        }
        // Azurite's answer to an insert lacks the quote at the end.
        return etag.startsWith("W/\"") && !etag.endsWith("\"") ? etag + '"' : etag;
    }

    private <R> Optional<R> unless(int status, String verb, Supplier<R> call) {
        try {
            return Optional.of(run(verb, call));
        } catch (StoreException e) {
            if (e.getCause() instanceof TableServiceException refused && status(refused) == status) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private <R> R run(String verb, Supplier<R> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(verb, e);
        }
    }

    private StoreException failure(String verb, RuntimeException cause) {
        String reason = cause instanceof TableServiceException refused
                ? Integer.toString(status(refused))
                : cause.getClass().getSimpleName();
        return new StoreException(
                "could not " + verb + " a row of table " + table.getTableName() + ": " + reason, cause);
    }

    private static int status(TableServiceException refused) {
        return refused.getResponse().getStatusCode();
    }
}
