package io.dropbatch.store.cloud;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Azure's clouds, under the names that {@code az cloud list} gives them.
 *
 * @see <a href="https://github.com/Azure/azure-cli/blob/dev/src/azure-cli-core/azure/cli/core/cloud.py">The same of the
 *     command line az</a>
 */
enum AzureCloud {
    PUBLIC(
            "AzureCloud",
            new CloudAddresses(
                    "https://login.microsoftonline.com/",
                    "https://batch.core.windows.net/",
                    "servicebus.windows.net",
                    "https://management.azure.com")),
    US_GOVERNMENT(
            "AzureUSGovernment",
            new CloudAddresses(
                    "https://login.microsoftonline.us/",
                    "https://batch.core.usgovcloudapi.net/",
                    "servicebus.usgovcloudapi.net",
                    "https://management.usgovcloudapi.net")),
    CHINA(
            "AzureChinaCloud",
            new CloudAddresses(
                    "https://login.chinacloudapi.cn/",
                    "https://batch.chinacloudapi.cn/",
                    "servicebus.chinacloudapi.cn",
                    "https://management.chinacloudapi.cn"));

    private final String title;
    private final CloudAddresses addresses;

    AzureCloud(String title, CloudAddresses addresses) {
        this.title = title;
        this.addresses = addresses;
    }

    CloudAddresses addresses() {
        return addresses;
    }

    /** @throws IllegalArgumentException when there is no such cloud */
    static AzureCloud named(String title) {
        return Arrays.stream(values())
                .filter(cloud -> cloud.title.equalsIgnoreCase(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has to be one of "
                        + Arrays.stream(values()).map(cloud -> cloud.title).collect(Collectors.joining(", "))));
    }
}
