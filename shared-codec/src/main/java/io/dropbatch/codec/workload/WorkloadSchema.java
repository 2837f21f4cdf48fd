package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of workloads, applied to a document. */
final class WorkloadSchema {

    private static final String RESOURCE = "/workload/v1/schema.json";

    private WorkloadSchema() {}

    static List<DocumentProblem> check(SourceDocument document) {
        if (!document.root().isObject()) {
            return List.of(document.problem("", "the file has to hold the keys of a workload, apiVersion first"));
        }
        return Loaded.SCHEMA.validate(document.root()).stream()
                .map(message -> SchemaProblem.of(document, message))
                .toList();
    }

    /** The schema itself. */
    static JsonNode tree() {
        return Loaded.SCHEMA.getSchemaNode();
    }

    /** Loaded when first needed: it takes some tenths of a second. */
    private static final class Loaded {

        static final JsonSchema SCHEMA = load();

        private static JsonSchema load() {
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .errorMessageKeyword("errorMessage")
                    .build();
            try (InputStream schema = resource()) {
                return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, config);
            } catch (IOException e) {
                throw new IllegalStateException("cannot read " + RESOURCE, e);
            }
        }

        private static InputStream resource() throws IOException {
            @Nullable InputStream stream = WorkloadSchema.class.getResourceAsStream(RESOURCE);
            if (stream == null) {
                throw new IOException("not on the class path");
            }
            return stream;
        }
    }
}
