package io.dropbatch.localazure.testtools;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Names the tools without which a test is skipped, or fails with {@code CI=true}; each stands in a list, see
 * {@link NeededTools}. {@code ./dropbatch test} counts these lines to say what a missing tool costs, so a test with
 * parameters cannot have one.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ToolCheck.class)
public @interface NeedsTool {

    String[] value();
}
