package io.dropbatch.codec.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropManifestReaderTest {

    private static final String SHA = "0123456789abcdef".repeat(4);

    @Test
    void reads_inputs_parameters_and_deadline() {
        String yaml = """
                inputs:
                  - path: "a b';$(touch x).csv"
                    bytes: 12
                    sha256: %s
                  - { path: ünï/çødé.txt, bytes: 0 }
                parameters: { rate: 1.10, Label: "x y", on: true }
                deadline: 90s
                """.formatted(SHA.toUpperCase(java.util.Locale.ROOT));

        DropManifest manifest = valid(yaml, DocumentFormat.YAML);

        assertThat(manifest.inputs())
                .containsExactly(new Listed("a b';$(touch x).csv", 12, SHA), new Listed("ünï/çødé.txt", 0, null));
        assertThat(manifest.parameters()).isEqualTo(Map.of("rate", "1.10", "Label", "x y", "on", "true"));
        assertThat(manifest.deadline()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({"''", "'{}'", "'# only a comment'", "'inputs: []'", "'inputs:'"})
    void takes_a_manifest_without_inputs(String yaml) {
        assertThat(valid(yaml, DocumentFormat.YAML).inputs()).isEmpty();
    }

    @Test
    void reads_what_shells_and_editors_on_windows_write() {
        String yaml = "parameters: { name: Größe }";
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            for (String mark : List.of("\uFEFF", "")) {
                DropManifestReading reading =
                        DropManifestReader.read((mark + yaml).getBytes(charset), DocumentFormat.YAML);

                assertThat(((DropManifestReading.Valid) reading).manifest().parameters())
                        .as(charset + " " + mark.length())
                        .isEqualTo(Map.of("name", "Größe"));
            }
        }
        byte[] json = "\uFEFF{\"parameters\": {\"a\": \"ß\"}}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(DropManifestReader.read(json, DocumentFormat.JSON)).isInstanceOf(DropManifestReading.Valid.class);
    }

    @Test
    void names_the_line_of_what_is_no_utf_8() {
        byte[] latin1 = "parameters:\n  name: Größe\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(DropManifestReader.read(latin1, DocumentFormat.YAML))
                .isEqualTo(new DropManifestReading.Invalid(List.of(new DocumentProblem(
                        2, 11, "", "the file is not text in UTF-8 (byte 0xF6): save it as UTF-8"))));
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0};
        assertThat(((DropManifestReading.Invalid) DropManifestReader.read(gzip, DocumentFormat.JSON)).describe())
                .contains("compressed (gzip)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `inputs:\n\t- path: a`                     | line 2: | indent with spaces
            `parameters:\n  a: 1\n b: 2`                | line 3: | block mapping
            `parameters:\n  a: [1, 2\ninputs: []`       | line 3: | flow sequence
            `parameters:\n  a: 'x\n`                    | line 3: | quoted scalar
            `parameters:\n  a: x: y`                    | line 2: | mapping values
            """)
    void names_the_line_and_the_whole_reason_of_a_syntax_error(String yaml, String line, String reason) {
        DropManifestReading reading = DropManifestReader.read(
                yaml.replace("\\n", "\n").replace("\\t", "\t").getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML);

        assertThat(((DropManifestReading.Invalid) reading).describe())
                .startsWith(line)
                .contains(reason);
    }

    @Test
    void reads_a_hundred_thousand_inputs() {
        StringBuilder json = new StringBuilder("{\"inputs\":[");
        for (int i = 0; i < 100_000; i++) {
            json.append(i == 0 ? "" : ",\n")
                    .append("{\"path\":\"in/")
                    .append(i)
                    .append(".csv\",\"bytes\":")
                    .append(i)
                    .append(",\"sha256\":\"" + SHA + "\"}");
        }
        json.append("]}");

        assertThat(valid(json.toString(), DocumentFormat.JSON).inputs()).hasSize(100_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            input: []                                           | line 1: unknown key 'input': did you mean 'inputs'?
            inputs: a                                           | has to be a list
            inputs: [a]                                         | inputs[0]: has to be {path, bytes, sha256}
            inputs: [{path: a}]                                 | 'bytes' has to be
            inputs: [{bytes: 1}]                                | 'path' is missing
            inputs: [{path: a, bytes: -1}]                      | 'bytes' has to be
            inputs: [{path: a, bytes: 1.5}]                     | 'bytes' has to be
            inputs: [{path: a, bytes: 1, sha256: abc}]          | 64 hexadecimal digits
            inputs: [{path: a, bytes: 1, size: 1}]              | unknown key 'size'
            inputs: [{path: ../a, bytes: 1}]                    | '..'
            inputs: [{path: a, bytes: 1}, {path: a, bytes: 2}]  | inputs[1]: the path is listed twice
            inputs: [{path: job.yaml, bytes: 1}]                | no input
            inputs: [{path: _status.json, bytes: 1}]            | no input
            parameters: { a-b: 1 }                              | letters, digits
            parameters: { a: [1] }                              | has to be text
            parameters: { a: 1, A: 2 }                          | case does not count
            parameters: [1]                                     | group of names
            deadline: soon                                      | has to be a duration
            apiVersion: dropbatch/v2                            | has to be dropbatch/v1
            [1]                                                 | holds the keys
            a: *b                                               | aliases
            """)
    void explains_what_is_wrong(String yaml, String words) {
        assertThat(problems(yaml, DocumentFormat.YAML))
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void names_the_line_of_a_fault() {
        assertThat(problems("{\n \"inputs\": [\n {\"path\": \"a\", \"bytes\": \"x\"}\n ]}", DocumentFormat.JSON))
                .singleElement()
                .asString()
                .startsWith("line 3: inputs[0]");
        assertThat(problems("inputs:\n- path: a\n  bytes: 1\n- path: a\n  bytes: x\n", DocumentFormat.YAML))
                .singleElement()
                .asString()
                .startsWith("line 4: inputs[1]");
    }

    @ParameterizedTest
    @CsvSource({"'{'", "'{\"inputs\": ['", "'{\"inputs\": [{'", "'{\"inputs\": [{\"path\": '", "'{} {}'", "'nope'"})
    void refuses_broken_json(String json) {
        assertThat(problems(json, DocumentFormat.JSON)).isNotEmpty();
    }

    private static DropManifest valid(String text, DocumentFormat format) {
        DropManifestReading reading = read(text, format);
        assertThat(reading).isInstanceOf(DropManifestReading.Valid.class);
        return ((DropManifestReading.Valid) reading).manifest();
    }

    private static List<String> problems(String text, DocumentFormat format) {
        DropManifestReading reading = read(text, format);
        assertThat(reading).isInstanceOf(DropManifestReading.Invalid.class);
        return ((DropManifestReading.Invalid) reading)
                .problems().stream().map(DocumentProblem::describe).toList();
    }

    private static DropManifestReading read(String text, DocumentFormat format) {
        return DropManifestReader.read(text.getBytes(StandardCharsets.UTF_8), format);
    }
}
