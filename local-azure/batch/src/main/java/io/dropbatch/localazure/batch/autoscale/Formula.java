package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.sample.FormulaContext;
import java.util.List;

/**
 * A formula that computes the size of a pool.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling">Automatic scaling formulas</a>
 */
public final class Formula {

    /** The maximum length of a formula, in characters. */
    public static final int LONGEST = 8192;

    private final List<FormulaStatement> statements;

    private Formula(List<FormulaStatement> statements) {
        this.statements = statements;
    }

    /** Reads a formula; refuses one with a wrong name or type. */
    public static Formula read(String text) {
        if (text.length() > LONGEST) {
            throw FormulaError.syntax(FormulaPosition.START, "A formula has at most " + LONGEST + " characters");
        }
        List<FormulaStatement> statements = FormulaParser.parse(text);
        new FormulaChecker().check(statements);
        return new Formula(statements);
    }

    /** Reads and evaluates a formula; for one that cannot be read the outcome is an error. */
    public static FormulaOutcome evaluate(String text, FormulaContext context) {
        try {
            return read(text).evaluate(context);
        } catch (FormulaError error) {
            return new FormulaVariables(context).brokenOff(error);
        }
    }

    FormulaOutcome evaluate(FormulaContext context) {
        return new FormulaEvaluation(context).run(statements);
    }
}
