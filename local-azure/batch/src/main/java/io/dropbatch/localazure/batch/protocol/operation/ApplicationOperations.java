package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.model.task.ApplicationPackages;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.CallAnswer;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.route.RouteTable;
import java.util.Locale;

/** The operations on applications, which only the management plane can change. */
public final class ApplicationOperations {

    private final ApplicationPackages applications;

    public ApplicationOperations(ApplicationPackages applications) {
        this.applications = applications;
    }

    public void addTo(RouteTable routes) {
        routes.add("GET", "/applications", this::list);
        routes.add("GET", "/applications/{application}", this::get);
    }

    private CallAnswer list(ApiCall call) {
        String token = PagedListing.token(call);
        return PagedListing.page(
                call,
                "applications",
                applications.all().stream()
                        .filter(application -> token == null || id(application).compareTo(token) > 0)
                        .iterator(),
                application -> true,
                ApplicationOperations::written,
                ApplicationOperations::id);
    }

    private CallAnswer get(ApiCall call) {
        ObjectNode document = written(applications.get(call.part("application")));
        document.put("odata.metadata", call.base() + "/$metadata#applications/@Element");
        return CallAnswer.json(document);
    }

    private static ObjectNode written(ApplicationPackages.Application application) {
        ObjectNode document = JsonTrees.object();
        document.put("id", id(application));
        document.put("displayName", application.id());
        ArrayNode versions = document.putArray("versions");
        application.versions().forEach(versions::add);
        return document;
    }

    private static String id(ApplicationPackages.Application application) {
        return application.id().toLowerCase(Locale.ROOT);
    }
}
