package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations on certificates: none can be added, so there are none. */
public final class CertificateOperations {

    private static final String CERTIFICATE = "/certificates/{certificate}";
    private static final Map<String, Function<ObjectNode, @Nullable Object>> PROPERTIES =
            Map.of("state", none -> null, "stateTransitionTime", none -> null);

    public void addTo(RouteTable routes) {
        routes.refuse(
                "POST",
                "/certificates",
                "Local Azure has no certificates; Azure retired those of Batch in February 2024.");
        routes.add("GET", "/certificates", CertificateOperations::list);
        routes.add("GET", CERTIFICATE, CertificateOperations::find);
        routes.add("DELETE", CERTIFICATE, CertificateOperations::find);
        routes.add("POST", CERTIFICATE + "/canceldelete", CertificateOperations::find);
    }

    private static CallAnswer list(ApiCall call) {
        return PagedListing.page(
                call,
                "certificates",
                Collections.<ObjectNode>emptyIterator(),
                FilterParser.parse(call.query().get("$filter")).on(PROPERTIES),
                certificate -> certificate,
                certificate -> "");
    }

    private static CallAnswer find(ApiCall call) {
        throw BatchError.of(ErrorCode.CertificateNotFound).with("Certificate", call.part("certificate"));
    }
}
