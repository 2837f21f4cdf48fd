package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import com.microsoft.azure.batch.protocol.models.UserIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.joda.time.Period;
import org.jspecify.annotations.Nullable;

/** Converts plain values to the SDK's types. */
final class SdkValues {

    static final String OWNER = "owner";
    static final String OURS = "dropbatch";

    private SdkValues() {}

    /** Uses hours as the largest unit, because a Batch duration has no months. */
    static Period period(Duration duration) {
        return new Period(duration.toMillis());
    }

    static List<EnvironmentSetting> settings(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(entry -> new EnvironmentSetting().withName(entry.getKey()).withValue(entry.getValue()))
                .toList();
    }

    /** Batch's own account when there is none. */
    static @Nullable UserIdentity identity(@Nullable String account) {
        return account == null ? null : new UserIdentity().withUserName(account);
    }

    static MetadataItem metadata(String name, String value) {
        return new MetadataItem().withName(name).withValue(value);
    }

    /** The value of a metadata item, or empty text when there is none. */
    static String metadata(@Nullable List<MetadataItem> items, String name) {
        if (items == null) {
            return "";
        }
        return items.stream()
                .filter(item -> name.equals(item.name()))
                .map(MetadataItem::value)
                .findFirst()
                .orElse("");
    }
}
