package io.dropbatch.model.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedPartsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{sample}_R?.fq.gz|a_R1.fq.gz|a",
                "{sample}_R?.fq.gz|a_b_R2.fq.gz|a_b",
                "{sample}_R{1,2}.fq.gz|a_R2.fq.gz|a",
                "{sample}_R{1,2}{.fq,.fastq}.gz|a_R2.fastq.gz|a",
                "**/{sample}_R?.fq.gz|a_R1.fq.gz|a",
                "**/{sample}_R?.fq.gz|run/1/Größe_R1.fq.gz|Größe",
                "{sample}/R?.fq.gz|s 1/R1.fq.gz|s 1",
                "frames/{sample}.[0-9][0-9].exr|frames/left.01.exr|left",
                "x{sample}.txt|x.a.txt|.a",
            })
    void finds_the_part_that_is_named(String pattern, String path, String part) {
        assertThat(new NamedParts(pattern).matcher().parts(path)).contains(Map.of("sample", part));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{sample}_R?.fq.gz|_R1.fq.gz",
                "{sample}_R?.fq.gz|a_R12.fq.gz",
                "{sample}_R?.fq.gz|sub/a_R1.fq.gz",
                "{sample}_R{1,2}.fq.gz|a_R3.fq.gz",
                "{sample}.txt|.hidden.txt",
                "{sample}.txt|a.txt.bak",
                "**/{sample}.txt|sub/.hidden.txt",
                "{sample}.txt|axtxt",
            })
    void matches_nothing_else(String pattern, String path) {
        assertThat(new NamedParts(pattern).matcher().parts(path)).isEmpty();
    }

    @Test
    void finds_several_parts() {
        assertThat(new NamedParts("{sample}_L{lane}_R?.fq").matcher().parts("tumour_L001_R2.fq"))
                .contains(Map.of("sample", "tumour", "lane", "001"));
        assertThat(new NamedParts("{sample}_L{lane}_R?.fq").names()).containsExactly("sample", "lane");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*_R?.fq", "{a}/{a}.txt", "{a}{A}", "/{a}.txt", "../{a}", "{a}\\x", "{a}_{1}", ""})
    void refuses_what_cannot_be_meant(String pattern) {
        assertThatThrownBy(() -> new NamedParts(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
