package io.dropbatch.localazure.batch.protocol.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Answers a list in pages, each with the address of the next. */
public final class PagedListing {

    private static final int LARGEST_PAGE = 1000;

    private PagedListing() {}

    /**
     * One page of things, in their order.
     *
     * @param things the things after the page's token
     * @param token returns the token of a thing, so that the next page begins after it; only letters, digits and {@code
     *     ._:-}
     */
    public static <V> CallAnswer page(
            ApiCall call,
            String kind,
            Iterator<V> things,
            Predicate<V> wanted,
            Function<V, ObjectNode> written,
            Function<V, String> token) {
        int size = size(call);
        ObjectNode page = JsonTrees.object();
        page.put("odata.metadata", call.base() + "/$metadata#" + kind);
        ArrayNode values = page.putArray("value");
        V last = null;
        while (things.hasNext()) {
            V thing = things.next();
            if (!wanted.test(thing)) {
                continue;
            }
            if (last != null && values.size() == size) {
                page.put("odata.nextLink", next(call, token.apply(last)));
                break;
            }
            values.add(written.apply(thing));
            last = thing;
        }
        return CallAnswer.json(page);
    }

    /** The token with which the caller continues, or null on the first page. */
    public static @Nullable String token(ApiCall call) {
        return call.query().get("$skiptoken");
    }

    public static BatchError badToken(String token) {
        return BatchError.query("$skiptoken", token, "The token is not one that this server gave.");
    }

    private static int size(ApiCall call) {
        String text = call.query().get("maxresults");
        if (text == null) {
            return LARGEST_PAGE;
        }
        if (!text.matches("-?\\d{1,9}")) {
            throw BatchError.query("maxresults", text, "A number is expected.");
        }
        int size = Integer.parseInt(text);
        if (size < 1 || size > LARGEST_PAGE) {
            throw BatchError.of(ErrorCode.OutOfRangeQueryParameterValue)
                    .with("QueryParameterName", "maxresults")
                    .with("QueryParameterValue", text)
                    .with("MinimumAllowed", "1")
                    .with("MaximumAllowed", Integer.toString(LARGEST_PAGE));
        }
        return size;
    }

    private static String next(ApiCall call, String token) {
        StringBuilder link =
                new StringBuilder(call.base()).append(call.rawPath()).append('?');
        for (Map.Entry<String, String> parameter : call.query().parameters().entrySet()) {
            if (!parameter.getKey().equalsIgnoreCase("$skiptoken")) {
                link.append(parameter.getKey())
                        .append('=')
                        .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                        .append('&');
            }
        }
        return link.append("$skiptoken=").append(token).toString();
    }
}
