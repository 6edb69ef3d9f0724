using Peppi.DataApi.Catalog;
using Peppi.DataApi.Plan;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Sql;

/// <summary>Writes conditions.</summary>
internal static class ConditionSql
{
    /// <param name="sql">The statement.</param>
    /// <param name="alias">Whose columns are meant.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="counting">Writes the question whether an embedding found anything where the embedding itself is not joined.</param>
    public static SqlWriter Condition(this SqlWriter sql, Identifier alias, ConditionPlan condition, Action<EmbedPlan>? counting = null)
    {
        switch (condition)
        {
            case GroupPlan group:
                if (group.Negated) sql.Add("not ");
                sql.Add("(");
                if (group.IsOr) sql.List(group.Members, " or ", m => sql.Condition(alias, m, counting));
                else sql.List(group.Members, " and ", m => sql.Condition(alias, m, counting));
                return sql.Add(")");
            case EmbedNullPlan found:
                return Found(sql, found, counting);
            case ScopePlan scope:
                return Scope(sql, alias, scope);
            case ComparisonPlan comparison:
                return Comparison(sql, alias, comparison);
            default:
                throw new InvalidOperationException($"No SQL for {condition.GetType().Name}.");
        }
    }

    // Said twice, because PostgreSQL multiplies what it believes each saying to leave: knowing nothing of the function's answer it
    // thinks that ten values match, and then rather walks a whole table in the order that was asked for than fetch the few rows and
    // sort them (1,000,000 rows, 600 of them in scope: 595 ms said once, 1.7 ms said twice; bench/data-api/lists.sh).
    private static SqlWriter Scope(SqlWriter sql, Identifier alias, ScopePlan scope) =>
        Among(Among(sql, alias, scope).Add(" and "), alias, scope);

    private static SqlWriter Among(SqlWriter sql, Identifier alias, ScopePlan scope)
    {
        // In a sub-select of its own, so that the function is asked once and its answer may lead to an index.
        sql.Column(alias, scope.Column);
        if (scope.Many) sql.Add(" = any(array(select unnest(");
        else sql.Add(" = ((select (");
        return sql.Name(scope.Function).Add("(").List(scope.Arguments, ", ", argument => sql.Untyped(argument)).Add("))))");
    }

    private static SqlWriter Comparison(SqlWriter sql, Identifier alias, ComparisonPlan comparison)
    {
        if (comparison.Negated) sql.Add("not (");
        switch (comparison.Operand)
        {
            case ValueOperand { Operator: FilterOperator.Like or FilterOperator.ILike } pattern:
                sql.Field(alias, comparison.Field).Add(" ").Operator(pattern.Operator).Add(" ");
                Quantified(sql, pattern.Quantifier, () => sql.Value(new PatternValue(pattern.Value)));
                break;
            case ValueOperand value:
                sql.Field(alias, comparison.Field).Add(" ").Operator(value.Operator).Add(" ");
                Quantified(sql, value.Quantifier, () => Faced(sql, comparison.Field.Transform, () => sql.Untyped(value.Value)));
                break;
            case ListOperand list:
                sql.Field(alias, comparison.Field).Add(" = any (");
                Members(sql, comparison.Field.Transform, list.Values);
                sql.Add(")");
                break;
            case WordOperand word:
                sql.Field(alias, comparison.Field);
                Word(sql, word.Word);
                break;
            case SearchOperand search:
                Search(sql, alias, comparison.Field, search);
                break;
        }

        if (comparison.Negated) sql.Add(")");
        return sql;
    }

    private static void Quantified(SqlWriter sql, Quantifier quantifier, Action operand)
    {
        if (quantifier == Quantifier.Any) sql.Add("any(");
        if (quantifier == Quantifier.All) sql.Add("all(");
        operand();
        if (quantifier != Quantifier.None) sql.Add(")");
    }

    private static void Faced(SqlWriter sql, QualifiedName? transform, Action operand)
    {
        if (transform is not null) sql.Name(transform).Add("(");
        operand();
        if (transform is not null) sql.Add(")");
    }

    private static void Members(SqlWriter sql, QualifiedName? transform, IReadOnlyList<string> values)
    {
        var array = new ListValue(values is [""] ? [] : values);
        if (transform is null) sql.Value(array);
        else sql.Add("select ").Name(transform).Add("(_value) from unnest(").Value(array).Add("::text[]) _value");
    }

    private static void Word(SqlWriter sql, IsWord word) => _ = word switch
    {
        IsWord.Null => sql.Add(" is null"),
        IsWord.NotNull => sql.Add(" is not null"),
        IsWord.True => sql.Add(" is true"),
        IsWord.False => sql.Add(" is false"),
        _ => sql.Add(" is unknown"),
    };

    private static void Search(SqlWriter sql, Identifier alias, PlannedField field, SearchOperand search)
    {
        if (field.IsSearchVector)
        {
            sql.Field(alias, field);
        }
        else
        {
            sql.Add("to_tsvector(");
            Language(sql, search.Language);
            sql.Field(alias, field).Add(")");
        }

        sql.Add(" @@ ").Operator(search.Operator).Add("(");
        Language(sql, search.Language);
        sql.Untyped(search.Query).Add(")");
    }

    private static void Language(SqlWriter sql, string? language)
    {
        if (language is not null) sql.Untyped(language).Add("::regconfig, ");
    }

    private static SqlWriter Found(SqlWriter sql, EmbedNullPlan found, Action<EmbedPlan>? counting)
    {
        if (counting is not null)
        {
            if (found.IsNull) sql.Add("not ");
            counting(found.Embed);
            return sql;
        }

        if (found.Embed.Form == EmbedForm.Array) sql.Column(found.Embed.Alias, Fixed.Json);
        else if (found.Embed.Form == EmbedForm.SpreadMany) sql.Add("nullif(").Column(found.Embed.Alias, Fixed.Rows).Add(", 0)");
        else sql.Name(found.Embed.Alias);
        return found.IsNull ? sql.Add(" is not distinct from null") : sql.Add(" is distinct from null");
    }
}
