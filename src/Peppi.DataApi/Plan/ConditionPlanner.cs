using Peppi.DataApi.Errors;
using Peppi.DataApi.Syntax;

namespace Peppi.DataApi.Plan;

/// <summary>Resolves the names of conditions.</summary>
internal static class ConditionPlanner
{
    public static Outcome<ConditionPlan> Plan(Condition condition, NodeScope scope, IReadOnlyList<EmbedPlan> embeds)
    {
        switch (condition)
        {
            case ConditionGroup group:
                var members = new List<ConditionPlan>(group.Members.Count);
                foreach (var member in group.Members)
                {
                    if (Plan(member, scope, embeds).Refused(out var plan) is { } error) return error;
                    members.Add(plan);
                }

                return new GroupPlan(group.Negated, group.IsOr, members);
            case Comparison comparison:
                if (NullOfEmbed(comparison, embeds) is { } onEmbed) return onEmbed;
                if (scope.Input(comparison.Field).Refused(out var field) is { } unknown) return unknown;
                return new ComparisonPlan(field, comparison.Negated, comparison.Operand);
            default:
                throw new InvalidOperationException($"No plan for {condition.GetType().Name}.");
        }
    }

    /// <summary><c>clients=not.is.null</c>, where clients is embedded.</summary>
    private static EmbedNullPlan? NullOfEmbed(Comparison comparison, IReadOnlyList<EmbedPlan> embeds)
    {
        if (comparison is not { Operand: WordOperand { Word: IsWord.Null or IsWord.NotNull } operand, Field.Path.Count: 0 }) return null;
        var embed = embeds.FirstOrDefault(e => e.Name == comparison.Field.Name);
        return embed is null ? null : new EmbedNullPlan(embed, (operand.Word == IsWord.Null) != comparison.Negated);
    }
}
