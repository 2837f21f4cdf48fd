package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations on the account itself. */
public final class AccountOperations {

    private static final Map<String, Function<SupportedImage, @Nullable Object>> IMAGE_PROPERTIES = Map.of(
            "osType", image -> "linux",
            "verificationType", image -> "verified",
            "nodeAgentSKUId", SupportedImage::agent);

    /** As Azure names them, with the end of Batch's support. */
    private static final List<SupportedImage> IMAGES = List.of(
            new SupportedImage("20.04", "0001-com-ubuntu-server-focal", "20_04-lts", "2025-04-22T00:00:00Z"),
            new SupportedImage("20.04", "0001-com-ubuntu-server-focal", "20_04-lts-gen2", "2025-04-22T00:00:00Z"),
            new SupportedImage("22.04", "0001-com-ubuntu-server-jammy", "22_04-lts", "2027-06-30T00:00:00Z"),
            new SupportedImage("22.04", "0001-com-ubuntu-server-jammy", "22_04-lts-gen2", "2027-06-30T00:00:00Z"),
            new SupportedImage("24.04", "ubuntu-24_04-lts", "server", null),
            new SupportedImage("24.04", "ubuntu-24_04-lts", "server-gen1", null));

    public void addTo(RouteTable routes) {
        routes.add("GET", "/supportedimages", this::images);
    }

    private CallAnswer images(ApiCall call) {
        String token = PagedListing.token(call);
        return PagedListing.page(
                call,
                "supportedimages",
                IMAGES.stream()
                        .filter(image -> token == null || image.key().compareTo(token) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(IMAGE_PROPERTIES),
                AccountOperations::image,
                SupportedImage::key);
    }

    private static ObjectNode image(SupportedImage supported) {
        ObjectNode image = JsonTrees.object();
        image.put("nodeAgentSKUId", supported.agent());
        image.putObject("imageReference")
                .put("publisher", "canonical")
                .put("offer", supported.offer)
                .put("sku", supported.sku)
                .put("version", "latest");
        image.put("osType", "linux");
        image.putArray("capabilities");
        if (supported.endOfLife != null) {
            image.put("batchSupportEndOfLife", supported.endOfLife);
        }
        return image.put("verificationType", "verified");
    }

    private record SupportedImage(
            String release,
            String offer,
            String sku,
            @Nullable String endOfLife) {

        /** By which they are ordered. */
        String key() {
            return release + "-" + sku;
        }

        String agent() {
            return "batch.node.ubuntu " + release;
        }
    }
}
