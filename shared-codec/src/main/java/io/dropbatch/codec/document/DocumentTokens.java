package io.dropbatch.codec.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactoryBuilder;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The tokens of one YAML or JSON document, one after the other. What a document of plain values does not need (tags,
 * aliases, several documents, deep nesting, a key given twice) is refused, so that nothing in it can run or
 * grow.
 */
public final class DocumentTokens implements AutoCloseable {

    private static final int DEEPEST = 30;
    private static final int LONGEST_NAME = 1000;
    private static final int LONGEST_TEXT = 256 * 1024;
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxNameLength(LONGEST_NAME)
            .maxStringLength(LONGEST_TEXT)
            .build();

    private final JsonParser parser;

    private DocumentTokens(JsonParser parser) {
        this.parser = parser;
    }

    /** @param longest the largest number of bytes that is read at all */
    public static DocumentTokens of(byte[] bytes, DocumentFormat format, int longest) throws DocumentException {
        if (bytes.length > longest) {
            throw new DocumentException(
                    SourcePosition.START,
                    "the file has %,d bytes; at most %,d are read".formatted(bytes.length, longest));
        }
        try {
            return new DocumentTokens(factory(format, longest).createParser(SourceText.utf8(bytes)));
        } catch (IOException e) {
            throw new DocumentException(SourcePosition.START, "the file is not text in UTF-8");
        }
    }

    private static JsonFactory factory(DocumentFormat format, int longest) {
        if (format == DocumentFormat.JSON) {
            return JsonFactory.builder()
                    .streamReadConstraints(CONSTRAINTS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(longest);
        options.setNestingDepthLimit(DEEPEST);
        YAMLFactoryBuilder yaml = YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(CONSTRAINTS)
                .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        return yaml.build();
    }

    /** The next token, or null at the document's end. */
    public @Nullable JsonToken next() throws DocumentException {
        try {
            JsonToken token = parser.nextToken();
            refuseWhatPlainValuesDoNotNeed();
            return token;
        } catch (JsonProcessingException e) {
            throw SyntaxProblem.of(e);
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    private void refuseWhatPlainValuesDoNotNeed() throws IOException, DocumentException {
        if (!(parser instanceof YAMLParser yaml)) {
            return;
        }
        if (yaml.isCurrentAlias()) {
            throw new DocumentException(place(), "aliases (*) are not read: write the value out");
        }
        if (yaml.getTypeId() != null) {
            throw new DocumentException(place(), "tags (!) are not read: write plain values");
        }
    }

    /** Refuses whatever follows the document. */
    public void end() throws DocumentException {
        if (next() != null) {
            throw new DocumentException(place(), "the file holds more than one document");
        }
    }

    /** The name or scalar as it is spelled. */
    public String text() throws DocumentException {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether the current token is null, or a YAML key's value that was left out. */
    public boolean isEmptyValue() throws DocumentException {
        return parser.hasToken(JsonToken.VALUE_NULL) || parser.hasToken(JsonToken.VALUE_STRING) && text().isEmpty();
    }

    /** Where the current token begins. */
    public SourcePosition place() {
        return SourcePosition.of(parser.currentTokenLocation());
    }

    /** Skips the value that begins with the current token. */
    public void skip() throws DocumentException {
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
            token = next();
        }
    }

    @Override
    public void close() throws DocumentException {
        try {
            parser.close();
        } catch (IOException e) {
            throw new DocumentException(SourcePosition.START, "the file cannot be read");
        }
    }

    private DocumentException unreadable(Exception e) {
        return new DocumentException(place(), SyntaxProblem.unreadable(SyntaxProblem.firstLine(e.getMessage())));
    }
}
