package io.dropbatch.localazure.testtools;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Asks for the tools of a test before it starts. */
final class ToolCheck implements BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        NeedsTool needs = context.getRequiredTestMethod().getAnnotation(NeedsTool.class);
        NeededTools.require(needs.value());
    }
}
