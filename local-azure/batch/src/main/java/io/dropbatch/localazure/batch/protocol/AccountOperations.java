package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import java.util.List;

/** The operations on the account itself, and those that this server does not support. */
final class AccountOperations {

    private static final List<String> RELEASES = List.of("20.04", "22.04", "24.04");

    void addTo(Routes routes) {
        routes.add("GET", "/supportedimages", this::images);
        routes.refuse("GET", "/poolusagemetrics");
        routes.refuse("GET", "/lifetimepoolstats");
        routes.refuse("GET", "/lifetimejobstats");
        refuseCertificates(routes);
    }

    private static void refuseCertificates(Routes routes) {
        routes.refuse("POST", "/certificates");
        routes.refuse("GET", "/certificates");
        routes.refuse("DELETE", "/certificates");
        routes.refuse("POST", "/certificates/canceldelete");
    }

    private Answer images(Call call) {
        ObjectNode document = Json.object();
        document.put("odata.metadata", call.base() + "/$metadata#supportedimages");
        var values = document.putArray("value");
        for (String release : RELEASES) {
            ObjectNode image = values.addObject();
            image.put("nodeAgentSKUId", "batch.node.ubuntu " + release);
            image.putObject("imageReference")
                    .put("publisher", "canonical")
                    .put("offer", "ubuntu")
                    .put("sku", release.replace('.', '_') + "-lts")
                    .put("version", "latest");
            image.put("osType", "linux");
            image.putArray("capabilities");
            image.put("verificationType", "verified");
        }
        return Answer.json(document);
    }
}
