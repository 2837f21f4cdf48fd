package io.dropbatch.codec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.IOException;

/** JSON as a tree that is written again as it was read, apart from blanks: numbers keep their digits. */
public final class ExactJson {

    private static final ObjectReader READER = ModelJson.mapper()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private ExactJson() {}

    /**
     * The first value; what follows it is left out.
     *
     * @throws UnreadableException when it is not JSON
     */
    public static JsonNode tree(byte[] json) {
        try {
            return READER.readTree(json);
        } catch (IOException e) {
            throw new UnreadableException(JsonNode.class, e);
        }
    }
}
