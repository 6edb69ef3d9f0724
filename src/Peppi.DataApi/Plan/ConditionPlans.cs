using Peppi.DataApi.Catalog;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>A condition whose names are resolved.</summary>
internal abstract record ConditionPlan;

internal sealed record ComparisonPlan(PlannedField Field, bool Negated, Operand Operand) : ConditionPlan
{
    public override string ToString() => $"{(Negated ? "not " : "")}{Field} {Operand}";
}

internal sealed record GroupPlan(bool Negated, bool IsOr, IReadOnlyList<ConditionPlan> Members) : ConditionPlan
{
    public override string ToString() => $"{(Negated ? "not " : "")}({string.Join(IsOr ? " or " : " and ", Members)})";
}

/// <summary>Whether an embedding found anything.</summary>
internal sealed record EmbedNullPlan(EmbedPlan Embed, bool IsNull) : ConditionPlan
{
    public override string ToString() => $"{Embed.Alias} {(IsNull ? "is" : "is not")} null";
}

/// <summary>The rows that the caller's scope allows anyway: a help for the planner of PostgreSQL, never the law.</summary>
internal sealed record ScopePlan(Identifier Column, QualifiedName Function, IReadOnlyList<string> Arguments, bool Many) : ConditionPlan
{
    public override string ToString() => $"{Column} in {Function}({string.Join(", ", Arguments)})";
}
