package io.dropbatch.planning.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmSizeCoresTest {

    @ParameterizedTest
    @CsvSource({
        "Standard_D2s_v5, 2",
        "Standard_D4s_v5, 4",
        "standard_d4S_V5, 4",
        "STANDARD_D16ads_v6, 16",
        "Standard_D2_v3, 2",
        "Standard_DC2s, 2",
        "Standard_DC48as_cc_v5, 48",
        "Standard_B1ms, 1",
        "Standard_B1ls, 1",
        "Standard_B16als_v2, 16",
        "Standard_E104ids_v5, 104",
        "Standard_E8-4s_v5, 4",
        "Standard_E96-24ads_v5, 24",
        "Standard_F1, 1",
        "Standard_F72s_v2, 72",
        "Standard_FX48mds, 48",
        "Standard_M416ms_v2, 416",
        "Standard_M8-2ms, 2",
        "Standard_L80as_v3, 80",
        "Standard_H16mr, 16",
        "Standard_HB120rs_v3, 120",
        "Standard_HB120-16rs_v3, 16",
        "Standard_HC44rs, 44",
        "Standard_NC6, 6",
        "Standard_NC24ads_A100_v4, 24",
        "Standard_NC40ads_H100_v5, 40",
        "Standard_ND96isr_H100_v5, 96",
        "Standard_NV36adms_A10_v5, 36",
        "Standard_NV6_Promo, 6",
        "Standard_A2_v2, 2",
        "Standard_A8m_v2, 8",
    })
    void reads_the_number_that_the_convention_puts_after_the_family(String size, int cores) {
        assertThat(VmSizeCores.of(size)).hasValue(cores);
    }

    @ParameterizedTest
    @CsvSource({
        "Standard_A0, 1",
        "Standard_A1, 1",
        "Basic_A2, 2",
        "Standard_A4, 8",
        "Standard_A5, 2",
        "Standard_A7, 8",
        "Standard_A8, 8",
        "Standard_A9, 16",
        "Standard_A10, 8",
        "Standard_A11, 16",
        "Standard_D1, 1",
        "Standard_D4, 8",
        "Standard_D1_v2, 1",
        "Standard_D3_v2, 4",
        "Standard_DS3_v2, 4",
        "Standard_DS3_v2_Promo, 4",
        "Standard_D5_v2, 16",
        "Standard_D11_v2, 2",
        "Standard_D13_v2, 8",
        "Standard_DS14, 16",
        "Standard_D15_v2, 20",
        "Standard_DS13-2_v2, 2",
        "Standard_G1, 2",
        "Standard_GS5, 32",
        "Standard_GS5-8, 8",
    })
    void knows_the_sizes_that_are_older_than_the_convention(String size, int cores) {
        assertThat(VmSizeCores.of(size)).hasValue(cores);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Standard_", "large", "Standard_D7", "Standard_A12", "Standard_D0s_v5", "Standard_D1234s"})
    void knows_nothing_of_names_that_do_not_tell(String size) {
        assertThat(VmSizeCores.of(size)).isEmpty();
    }

    @Test
    void allows_as_many_slots_as_batch_does() {
        assertThat(VmSizeCores.mostSlots(OptionalInt.of(2))).isEqualTo(8);
        assertThat(VmSizeCores.mostSlots(OptionalInt.of(96))).isEqualTo(256);
        assertThat(VmSizeCores.mostSlots(OptionalInt.empty())).isEqualTo(256);
    }
}
