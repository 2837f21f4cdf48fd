package io.dropbatch.results.adapter.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes and reads manifests in the outputs container, one output at a time. */
public final class BlobResultManifests implements ResultManifests {

    private static final String OUTPUTS = "outputs";
    private static final String MISSING = "missingTasks";

    private final BlobStore blobs;

    public BlobResultManifests(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public String write(ResultManifest head, Stream<MissingTask> missing, Stream<ManifestOutput> outputs) {
        MessageDigest sha = sha256();
        try (SpooledContent spool = new SpooledContent()) {
            Map<String, Stream<?>> lists = Map.of(MISSING, missing, OUTPUTS, outputs);
            write(head, lists, new DigestOutputStream(spool.content(), sha));
            spool.upload(blobs, OutputLayout.manifest(head.submission()), "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    @Override
    public Optional<Stream<ManifestOutput>> outputs(SubmissionId submission) {
        return blobs.open(OutputLayout.manifest(submission)).map(BlobResultManifests::outputs);
    }

    private static void write(ResultManifest head, Map<String, Stream<?>> lists, OutputStream out) throws IOException {
        ObjectMapper mapper = ModelJson.mapper();
        ObjectNode fields = mapper.valueToTree(head);
        try (JsonGenerator json = mapper.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> field : fields.properties()) {
                json.writeFieldName(field.getKey());
                Stream<?> list = lists.get(field.getKey());
                if (list == null) {
                    json.writeTree(field.getValue());
                } else {
                    writeAll(json, list);
                }
            }
            json.writeEndObject();
        }
    }

    /** Uses {@code forEachOrdered}: an iterator over nested streams would hold a whole level in memory. */
    private static void writeAll(JsonGenerator json, Stream<?> values) throws IOException {
        json.writeStartArray();
        values.forEachOrdered(value -> writeOne(json, value));
        json.writeEndArray();
    }

    private static void writeOne(JsonGenerator json, Object value) {
        try {
            json.writePOJO(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ManifestOutput> outputs(InputStream in) {
        try {
            JsonParser parser = ModelJson.mapper().createParser(in);
            while (parser.nextToken() != null) {
                if (isOutputs(parser)) {
                    parser.nextToken();
                    parser.clearCurrentToken();
                    return JsonLines.read(parser, ManifestOutput.class);
                }
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            parser.close();
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOutputs(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.FIELD_NAME
                && parser.currentName().equals(OUTPUTS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
