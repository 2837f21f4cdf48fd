package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import java.util.LinkedHashMap;
import java.util.Map;

/** A drop that is being prepared: what a user uploads, in the user's order. */
final class Drop {

    private static final String INBOX = "inbox";

    private final House house;
    private final String prefix;
    private final ObjectNode manifest = ModelJson.mapper().createObjectNode();
    private final ArrayNode listed = manifest.putArray("inputs");
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    Drop(House house, String prefix) {
        this.house = house;
        this.prefix = prefix;
    }

    /** Adds an input that the manifest lists correctly. */
    Drop with(String path, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        files.put(path, bytes);
        return listing(path, bytes.length, Sha256.of(bytes));
    }

    /** Adds an input that the manifest does not list. */
    Drop withUnlisted(String path, String content) {
        files.put(path, content.getBytes(UTF_8));
        return this;
    }

    /** Lists an input with values that may be wrong. */
    Drop listing(String path, long bytes, String sha256) {
        listed.addObject().put("path", path).put("bytes", bytes).put("sha256", sha256);
        return this;
    }

    Drop deadline(String duration) {
        manifest.put("deadline", duration);
        return this;
    }

    /** The drop of which this path is the trigger, to be completed once more. */
    static Drop again(House house, DropTrigger trigger) {
        return new Drop(house, trigger.prefix());
    }

    /** Uploads the inputs. */
    Drop uploaded() {
        files.forEach(this::upload);
        files.clear();
        return this;
    }

    /** Uploads what is still to be uploaded, then {@code job.json}. */
    Dropped manifest() {
        uploaded();
        return trigger("job.json", ModelJson.writePretty(manifest));
    }

    /** Uploads what is still to be uploaded, then {@code _READY}. */
    Dropped marker() {
        uploaded();
        return trigger("_READY", new byte[0]);
    }

    private Dropped trigger(String file, byte[] content) {
        BlockBlobItem written = upload(file, content);
        DropTrigger trigger = new DropTrigger(
                INBOX,
                prefix + file,
                written.getETag(),
                written.getLastModified().toInstant());
        return new Dropped(house, trigger);
    }

    private BlockBlobItem upload(String path, byte[] content) {
        return house.container(INBOX)
                .getBlobClient(prefix + path)
                .uploadWithResponse(new BlobParallelUploadOptions(BinaryData.fromBytes(content)), null, null)
                .getValue();
    }
}
