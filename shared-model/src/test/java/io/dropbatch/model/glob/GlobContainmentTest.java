package io.dropbatch.model.glob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobContainmentTest {

    @ParameterizedTest
    @CsvSource({
        "row.csv,row.csv",
        "*.csv,row.csv",
        "*.csv,*.csv",
        "*.csv,all-*.csv",
        "*,a?c*",
        "a*c,abc",
        "**/*.csv,row.csv",
        "**/*.csv,a/b/row.csv",
        "**/*.csv,a/**/*.csv",
        "**/*.csv,**/x/*.csv",
        "**,a/*/b",
        "frames/*.png,frames/????.png",
        "[ab].csv,[ab].csv",
        "[ab].csv,a.csv",
        "a*b,a*x*b",
        "'*.{csv,tsv}',*.tsv",
        "'*.{csv,tsv}','{a,b*}.csv'"
    })
    void knows_what_it_matches_whenever_another_does(String outer, String inner) {
        assertThat(new Glob(outer).covers(new Glob(inner))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "row.csv,all.csv",
        "row.csv,*.csv",
        "*.csv,*.tsv",
        "*.csv,a/b.csv",
        "*,**/*",
        "?.csv,*.csv",
        "????.csv,???.csv",
        "*.txt,.txt",
        "*.t?t,.t?t",
        "*/b,a/**/b",
        "**/b,.a/*b",
        "**/*.csv,**/*",
        "a/*.csv,*/a.csv",
        "[ab]*,a*",
        "*.csv,[a.]*.csv",
        "*.csv,'*.{csv,tsv}'",
        "'{a,b}.csv',c.csv"
    })
    void does_not_say_so_when_one_path_may_be_missing(String outer, String inner) {
        assertThat(new Glob(outer).covers(new Glob(inner))).isFalse();
    }

    @Test
    void compares_patterns_of_many_stars_at_once() {
        assertThat(new Glob("*a".repeat(300) + "*b").covers(new Glob("*a".repeat(300))))
                .isFalse();
    }
}
