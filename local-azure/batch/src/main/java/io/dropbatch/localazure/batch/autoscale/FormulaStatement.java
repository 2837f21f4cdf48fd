package io.dropbatch.localazure.batch.autoscale;

import org.jspecify.annotations.Nullable;

/** An expression of a formula, and the variable that it is assigned to, if any. */
record FormulaStatement(@Nullable String name, FormulaPosition position, FormulaExpression expression) {}
