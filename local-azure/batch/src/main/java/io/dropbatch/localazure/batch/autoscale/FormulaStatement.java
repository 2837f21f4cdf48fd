package io.dropbatch.localazure.batch.autoscale;

import org.jspecify.annotations.Nullable;

/** An expression of a formula, and the name that its value gets, if any. */
record FormulaStatement(@Nullable String name, FormulaPosition position, FormulaExpression expression) {}
