package io.dropbatch.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** A test that is left out on a named account, because it does what nobody can do to Azure, or looks at a node's disk. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfEnvironmentVariable(
        named = NamedBatchAccount.ENDPOINT,
        matches = ".+",
        disabledReason = "for Local Azure only")
public @interface LocalAzureOnly {}
