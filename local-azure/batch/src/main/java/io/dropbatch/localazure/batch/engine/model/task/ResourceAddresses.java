package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import java.net.URI;
import java.net.URISyntaxException;

/** Checks addresses of blobs and containers; their query may be a credential, so errors never contain it. */
public final class ResourceAddresses {

    private ResourceAddresses() {}

    public static URI read(RequestDocument document, String property) {
        String text = document.text(property);
        try {
            URI address = new URI(text);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (web && address.getHost() != null && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw BatchError.property(
                    property, withoutQuery(text), "The address is malformed at index " + e.getIndex() + ".");
        }
        throw BatchError.property(property, withoutQuery(text), "An http or https address is expected.");
    }

    private static String withoutQuery(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }
}
