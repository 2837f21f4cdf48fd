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

    private static final Map<String, Function<String, @Nullable Object>> IMAGE_PROPERTIES = Map.of(
            "osType", release -> "linux",
            "verificationType", release -> "verified",
            "nodeAgentSKUId", AccountOperations::agent);

    private static final List<String> RELEASES = List.of("20.04", "22.04", "24.04");

    public void addTo(RouteTable routes) {
        routes.add("GET", "/supportedimages", this::images);
    }

    private CallAnswer images(ApiCall call) {
        String token = PagedListing.token(call);
        return PagedListing.page(
                call,
                "supportedimages",
                RELEASES.stream()
                        .filter(release -> token == null || release.compareTo(token) > 0)
                        .iterator(),
                FilterParser.parse(call.query().get("$filter")).on(IMAGE_PROPERTIES),
                AccountOperations::image,
                release -> release);
    }

    private static ObjectNode image(String release) {
        ObjectNode image = JsonTrees.object();
        image.put("nodeAgentSKUId", agent(release));
        image.putObject("imageReference")
                .put("publisher", "canonical")
                .put("offer", "ubuntu")
                .put("sku", release.replace('.', '_') + "-lts")
                .put("version", "latest");
        image.put("osType", "linux");
        image.putArray("capabilities");
        return image.put("verificationType", "verified");
    }

    private static String agent(String release) {
        return "batch.node.ubuntu " + release;
    }
}
