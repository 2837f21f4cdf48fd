package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files as Azure writes them: in lists as JSON, a single one as headers. */
public final class FileDocument {

    private FileDocument() {}

    public static Map<String, Function<Path, @Nullable Object>> properties(Path folder) {
        return Map.of("name", file -> folder.relativize(file).toString());
    }

    public static ObjectNode write(Path folder, Path file, String address) {
        String name = folder.relativize(file).toString();
        ObjectNode document = JsonTrees.object();
        document.put("name", name);
        document.put("url", address + "/" + encoded(name));
        document.put("isDirectory", Files.isDirectory(file));
        BasicFileAttributes attributes = attributesOrNull(file);
        if (attributes != null && attributes.isRegularFile()) {
            ObjectNode properties = document.putObject("properties");
            JsonTrees.put(properties, "creationTime", attributes.creationTime().toInstant());
            JsonTrees.put(
                    properties, "lastModified", attributes.lastModifiedTime().toInstant());
            properties.put("contentLength", Long.toString(attributes.size()));
            properties.put("contentType", type(file));
            properties.put("fileMode", mode(file));
        }
        return document;
    }

    public static Map<String, String> headers(Path file, String address) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type(file));
        headers.put(
                "Last-Modified", AzureTimes.http(attributes.lastModifiedTime().toInstant()));
        headers.put("ETag", AzureTimes.etag(attributes.lastModifiedTime().toInstant()));
        headers.put(
                "ocp-creation-time", AzureTimes.http(attributes.creationTime().toInstant()));
        headers.put("ocp-batch-file-isdirectory", "False");
        headers.put("ocp-batch-file-url", encoded(address));
        headers.put("ocp-batch-file-mode", mode(file));
        return headers;
    }

    private static String mode(Path file) {
        try {
            Object mode = Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return mode instanceof Integer bits ? "0o" + Integer.toOctalString(bits) : "0o100644";
        } catch (IOException e) {
            return "0o100644";
        }
    }

    /** Null when the file was deleted while it was being listed. */
    private static @Nullable BasicFileAttributes attributesOrNull(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static String type(Path file) {
        return file.toString().endsWith(".txt") ? "text/plain" : "application/octet-stream";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
