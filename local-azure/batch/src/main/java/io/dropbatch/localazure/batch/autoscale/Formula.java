package io.dropbatch.localazure.batch.autoscale;

import java.util.List;

/**
 * What decides the size of a pool.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling">Automatic scaling formulas</a>
 */
public final class Formula {

    /** As long as a formula may be, in characters. */
    public static final int LONGEST = 8192;

    private final List<Statement> statements;

    private Formula(List<Statement> statements) {
        this.statements = statements;
    }

    /** Reads a formula; one with a wrong name or a wrong type anywhere is none. */
    public static Formula read(String text) {
        if (text.length() > LONGEST) {
            throw FormulaError.syntax(Position.START, "A formula has at most " + LONGEST + " characters");
        }
        List<Statement> statements = Parser.parse(text);
        new Checker().check(statements);
        return new Formula(statements);
    }

    /** Reads and evaluates a formula; one that cannot be read has an error for its outcome. */
    public static Outcome evaluate(String text, Surroundings surroundings) {
        try {
            return read(text).evaluate(surroundings);
        } catch (FormulaError error) {
            return new Variables(surroundings).brokenOff(error);
        }
    }

    Outcome evaluate(Surroundings surroundings) {
        return new Evaluation(surroundings).run(statements);
    }
}
