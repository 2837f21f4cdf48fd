package io.dropbatch.cli.workload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of workloads, as editors find it beside the file: without any network. */
final class EditorSchema {

    /** Where it lies beside {@code workload.yaml}. */
    static final String FILE = "workload.schema.json";

    static final String MODELINE_START = "# yaml-language-server:";

    /** The line of a YAML file that names it. */
    static final String MODELINE = MODELINE_START + " $schema=" + FILE;

    private static final String RESOURCE = "/workload/v1/schema.json";

    private EditorSchema() {}

    static String text() {
        try (InputStream schema = EditorSchema.class.getResourceAsStream(RESOURCE)) {
            if (schema == null) {
                throw new IllegalStateException(RESOURCE + " is not built in");
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
