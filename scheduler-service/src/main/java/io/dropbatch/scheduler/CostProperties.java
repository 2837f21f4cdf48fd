package io.dropbatch.scheduler;

import io.dropbatch.scheduler.domain.cost.NodePrice;
import io.dropbatch.scheduler.domain.cost.PriceTable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What nodes cost; without prices there are no quotes, no receipts and no budgets.
 *
 * @param prices of a node hour by VM size
 * @param defaultPrice of a node hour of any other size; absent when it is not known
 */
@ConfigurationProperties("dropbatch.scheduler")
@Validated
public record CostProperties(
        @DefaultValue("USD") @NotNull @Pattern(regexp = "[A-Z]{3}", message = "has to be three letters such as USD")
        String currency,

        @DefaultValue @Valid Map<String, Price> prices,

        @Nullable @PositiveOrZero(message = "has to be at least 0")
        BigDecimal defaultPrice) {

    /**
     * The prices of one size.
     *
     * @param spot absent for the same
     */
    public record Price(
            @NotNull @PositiveOrZero(message = "has to be at least 0")
            BigDecimal dedicated,

            @Nullable @PositiveOrZero(message = "has to be at least 0")
            BigDecimal spot) {

        NodePrice price() {
            return new NodePrice(dedicated, spot == null ? dedicated : spot);
        }
    }

    PriceTable table() {
        return new PriceTable(
                currency,
                prices.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().price())),
                defaultPrice == null ? null : new NodePrice(defaultPrice, defaultPrice));
    }
}
