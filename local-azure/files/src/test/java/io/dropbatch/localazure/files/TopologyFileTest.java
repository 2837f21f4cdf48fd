package io.dropbatch.localazure.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyFileTest {
    private static final TopologyFile<Shop> FORMAT =
            new TopologyFile<>(Shop.class, PropertyNamingStrategies.UPPER_CAMEL_CASE);

    @Test
    void binds_a_file_to_its_record() throws Exception {
        Shop shop = FORMAT.parse("""
                {"Shelves": [{"Label": "a", "Width": 3, "IsOpen": true, "OpenFor": "PT5M", "Colour": "RED"}, {"Label": "b", "OpenFor": ""}]}""");

        assertThat(shop.shelves())
                .containsExactly(
                        new Shelf("a", 3, true, Duration.ofMinutes(5), Colour.RED),
                        new Shelf("b", null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Shelves": [{"Labl": "a"}]}                     | Shelves[0].Labl: unknown key; did you mean Label? known here are Colour, IsOpen, Label, OpenFor, Width
            {"Shelves": [{"Label": "a", "Zzz": 1}]}          | Shelves[0].Zzz: unknown key; known here are Colour, IsOpen, Label, OpenFor, Width
            {"Shelves": [{"Width": 1}]}                      | Shelves[0].Label: is missing
            {"Shelves": [{"Label": " "}]}                    | Shelves[0].Label: is missing
            {"Shelves": [{"Label": 1}]}                      | Shelves[0].Label: a string is expected here
            {"Shelves": [{"Label": "a"}, 1]}                 | Shelves[1]: an object is expected here
            {"Shelves": {}}                                  | Shelves: a list is expected here
            {"Shelves": [{"Label": "a", "Width": "3"}]}      | Shelves[0].Width: a whole number is expected here
            {"Shelves": [{"Label": "a", "Width": 3.5}]}      | Shelves[0].Width: a whole number is expected here
            {"Shelves": [{"Label": "a", "Width": 99999999999}]} | Shelves[0].Width: Numeric value (99999999999) out of range of int (-2147483648 - 2147483647)
            {"Shelves": [{"Label": "a", "IsOpen": 1}]}       | Shelves[0].IsOpen: true or false is expected here
            {"Shelves": [{"Label": "a", "OpenFor": "5m"}]}   | Shelves[0].OpenFor: '5m' is no ISO 8601 duration such as PT1M
            {"Shelves": [{"Label": "a", "OpenFor": 5}]}      | Shelves[0].OpenFor: a string is expected here
            {"Shelves": [{"Label": "a", "Colour": "PINK"}]}  | Shelves[0].Colour: PINK is none of RED, BLUE
            {"Shelves": [{"Label": "a", "Colour": 1}]}       | Shelves[0].Colour: 1 is none of RED, BLUE
            []                                               | the file: an object is expected here
            """)
    void refuses_by_path_what_the_record_does_not_have(String json, String message) {
        assertThatThrownBy(() -> FORMAT.parse(json))
                .isInstanceOf(TopologyException.class)
                .hasMessage(message);
    }

    @Test
    void passes_on_what_is_no_json() {
        assertThatThrownBy(() -> FORMAT.parse("{\"Shelves\": [}")).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> FORMAT.parse("{} {}")).isInstanceOf(JsonProcessingException.class);
    }

    private record Shop(List<Shelf> shelves) {}

    private record Shelf(
            String label,
            @Nullable Integer width,
            @Nullable Boolean isOpen,
            @Nullable Duration openFor,
            @Nullable Colour colour) {
        Shelf {
            TopologyException.require("Label", label);
        }
    }

    private enum Colour {
        RED,
        BLUE
    }
}
