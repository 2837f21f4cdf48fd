package io.dropbatch.localazure.batch.engine.state;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a method that changes the account or exposes mutable state: only the engine calls it, under the lock. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface UnderLock {}
