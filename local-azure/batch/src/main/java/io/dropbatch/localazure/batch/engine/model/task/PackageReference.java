package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.RequestDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An application package that a pool or task asks for; without a version, the application's default one. */
public record PackageReference(String application, @Nullable String version) {

    private static final String PROPERTY = "applicationPackageReferences";
    private static final Pattern APPLICATION = Pattern.compile("[-_a-z0-9]{1,64}");
    private static final Pattern VERSION = Pattern.compile("(?!\\.+$)[-_.a-zA-Z0-9]{1,64}");

    public static List<PackageReference> read(RequestDocument owner) {
        List<PackageReference> references = new ArrayList<>();
        for (RequestDocument document : owner.list(PROPERTY)) {
            // Azure stores the ids of applications in lower case.
            String application = document.text("applicationId").toLowerCase(Locale.ROOT);
            if (!APPLICATION.matcher(application).matches()) {
                throw document.invalid("applicationId", "It has 1 to 64 letters, digits, hyphens and underscores.");
            }
            String version = document.textOrNull("version");
            if (version != null && !VERSION.matcher(version).matches()) {
                throw document.invalid("version", "It has 1 to 64 letters, digits, hyphens, underscores and dots.");
            }
            references.add(new PackageReference(application, version));
        }
        return references;
    }

    static boolean isApplication(String name) {
        return APPLICATION.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    static boolean isVersion(String name) {
        return VERSION.matcher(name).matches();
    }
}
