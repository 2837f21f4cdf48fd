package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.sample.PoolMetric;
import io.dropbatch.localazure.batch.autoscale.sample.SamplingMethod;
import io.dropbatch.localazure.batch.autoscale.value.FormulaValue;
import io.dropbatch.localazure.batch.autoscale.value.MomentPart;
import java.util.List;

/** A part of a formula that has a value. */
sealed interface FormulaExpression {

    FormulaPosition position();

    /** A literal value. */
    record Constant(FormulaValue value, FormulaPosition position) implements FormulaExpression {}

    /** A variable by its name. */
    record Variable(String name, FormulaPosition position) implements FormulaExpression {}

    /** Several values between brackets. */
    record Row(List<FormulaExpression> items, FormulaPosition position) implements FormulaExpression {}

    /** A call of a function; its position is that of its parenthesis, as Azure counts. */
    record Call(FormulaFunction function, List<FormulaExpression> arguments, FormulaPosition position)
            implements FormulaExpression {}

    /** A method call on the samples of a metric; its position is that of its parenthesis. */
    record Sampling(
            PoolMetric metric, SamplingMethod method, List<FormulaExpression> arguments, FormulaPosition position)
            implements FormulaExpression {}

    /** A member of a timestamp. */
    record Part(FormulaExpression of, MomentPart part, FormulaPosition position) implements FormulaExpression {}

    /** A minus before a value. */
    record Negation(FormulaExpression of, FormulaPosition position) implements FormulaExpression {}

    /** A "not" before a value. */
    record Not(FormulaExpression of, FormulaPosition position) implements FormulaExpression {}

    /** Values with operators of one precedence between them, from left to right. */
    record Chain(FormulaExpression first, List<Link> rest) implements FormulaExpression {

        @Override
        public FormulaPosition position() {
            return first.position();
        }
    }

    /** An operator and what follows it; the position is the operator's. */
    record Link(FormulaOperator operator, FormulaExpression operand, FormulaPosition position) {}

    /** One of two values, chosen by a condition. */
    record Choice(
            FormulaExpression condition, FormulaExpression then, FormulaExpression otherwise, FormulaPosition position)
            implements FormulaExpression {}
}
