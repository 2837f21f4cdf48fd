package io.dropbatch.localazure.batch.protocol;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import retrofit2.http.GET;
import retrofit2.http.HEAD;
import retrofit2.http.HTTP;
import retrofit2.http.Header;
import retrofit2.http.PATCH;
import retrofit2.http.POST;
import retrofit2.http.PUT;
import retrofit2.http.Query;

/** An operation of the REST definition with its headers and query parameters, as the Java client was generated from it. */
record ClientOperation(String name, Set<String> headers, Set<String> query) {

    private static final String PACKAGE = "com.microsoft.azure.batch.protocol.implementation.";

    static List<ClientOperation> all() {
        return Stream.of(
                        "Accounts",
                        "Applications",
                        "Certificates",
                        "ComputeNodeExtensions",
                        "ComputeNodes",
                        "Files",
                        "JobSchedules",
                        "Jobs",
                        "Pools",
                        "Tasks")
                .flatMap(group -> Arrays.stream(service(group).getDeclaredMethods()))
                .filter(method -> name(method) != null)
                .map(method -> new ClientOperation(
                        String.valueOf(name(method)),
                        parameters(method, Header.class).map(Header::value).collect(Collectors.toSet()),
                        parameters(method, Query.class).map(Query::value).collect(Collectors.toSet())))
                .toList();
    }

    /** A verb and a path in which each name is only a pair of braces. */
    static String nameless(String operation) {
        return operation.replaceAll("\\{[^}]*}", "{}");
    }

    private static Class<?> service(String group) {
        try {
            return Class.forName(PACKAGE + group + "Impl$" + group + "Service");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String name(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            String name = switch (annotation) {
                case GET get -> get.value().isEmpty() ? null : "GET /" + get.value();
                case HEAD head -> "HEAD /" + head.value();
                case POST post -> "POST /" + post.value();
                case PUT put -> "PUT /" + put.value();
                case PATCH patch -> "PATCH /" + patch.value();
                case HTTP http -> http.method() + " /" + http.path();
                default -> null;
            };
            if (name != null) {
                return nameless(name);
            }
        }
        return null;
    }

    private static <A extends Annotation> Stream<A> parameters(Method method, Class<A> kind) {
        return Arrays.stream(method.getParameterAnnotations())
                .flatMap(Arrays::stream)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
