package io.dropbatch.localazure.batch.autoscale;

import java.util.List;

/** A part of a formula that has a value. */
sealed interface Expression {

    Position position();

    /** A value that stands in the formula. */
    record Constant(Value value, Position position) implements Expression {}

    /** A variable by its name. */
    record Variable(String name, Position position) implements Expression {}

    /** Several values between brackets. */
    record Row(List<Expression> items, Position position) implements Expression {}

    /** A call of a function; its position is that of its parenthesis, as Azure counts. */
    record Call(Function function, List<Expression> arguments, Position position) implements Expression {}

    /** A question to the samples of a metric; its position is that of its parenthesis. */
    record Sampling(Metric metric, SamplingMethod method, List<Expression> arguments, Position position)
            implements Expression {}

    /** A member of a timestamp. */
    record Part(Expression of, MomentPart part, Position position) implements Expression {}

    /** A minus before a value. */
    record Negation(Expression of, Position position) implements Expression {}

    /** A "not" before a value. */
    record Not(Expression of, Position position) implements Expression {}

    /** Values with operators of one precedence between them, from left to right. */
    record Chain(Expression first, List<Link> rest) implements Expression {

        @Override
        public Position position() {
            return first.position();
        }
    }

    /** An operator and what follows it; the position is the operator's. */
    record Link(Operator operator, Expression operand, Position position) {}

    /** One of two values, as a condition says. */
    record Choice(Expression condition, Expression then, Expression otherwise, Position position)
            implements Expression {}
}
