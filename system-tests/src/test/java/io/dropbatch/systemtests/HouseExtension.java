package io.dropbatch.systemtests;

import io.dropbatch.localazure.testtools.NeededTools;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives all tests one system: starts it when the first test asks for it and stops it after the last or when the JVM
 * ends.
 */
final class HouseExtension implements ParameterResolver {

    /** The system, or the failure of its start, so that the next test does not wait for the same failure. */
    private static final class Kept implements CloseableResource {

        private final House house;
        private final Thread atEnd;

        Kept() {
            NeededTools.require("node", "npm");
            house = House.start();
            atEnd = new Thread(house::close, "down");
            Runtime.getRuntime().addShutdownHook(atEnd);
        }

        @Override
        public void close() {
            Runtime.getRuntime().removeShutdownHook(atEnd);
            house.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(House.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(HouseExtension.class))
                .getOrComputeIfAbsent(Kept.class, key -> new Kept(), Kept.class)
                .house;
    }
}
