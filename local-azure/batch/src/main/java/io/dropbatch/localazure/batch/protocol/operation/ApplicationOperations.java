package io.dropbatch.localazure.batch.protocol.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.model.task.Applications;
import io.dropbatch.localazure.batch.protocol.call.Answer;
import io.dropbatch.localazure.batch.protocol.call.Call;
import io.dropbatch.localazure.batch.protocol.call.Listing;
import io.dropbatch.localazure.batch.protocol.route.Routes;
import java.util.Locale;

/** The operations on applications, which the management plane alone can change. */
public final class ApplicationOperations {

    private final Applications applications;

    public ApplicationOperations(Applications applications) {
        this.applications = applications;
    }

    public void addTo(Routes routes) {
        routes.add("GET", "/applications", this::list);
        routes.add("GET", "/applications/{application}", this::get);
    }

    private Answer list(Call call) {
        String token = Listing.token(call);
        return Listing.page(
                call,
                "applications",
                applications.all().stream()
                        .filter(application -> token == null || id(application).compareTo(token) > 0)
                        .iterator(),
                application -> true,
                ApplicationOperations::written,
                ApplicationOperations::id);
    }

    private Answer get(Call call) {
        ObjectNode document = written(applications.get(call.part("application")));
        document.put("odata.metadata", call.base() + "/$metadata#applications/@Element");
        return Answer.json(document);
    }

    private static ObjectNode written(Applications.Application application) {
        ObjectNode document = Json.object();
        document.put("id", id(application));
        document.put("displayName", application.id());
        ArrayNode versions = document.putArray("versions");
        application.versions().forEach(versions::add);
        return document;
    }

    private static String id(Applications.Application application) {
        return application.id().toLowerCase(Locale.ROOT);
    }
}
