using System.Text.Json;
using FluentValidation;

namespace Peppi.Application.Shared;

/// <summary>Rules that many tables share, with the words that tell what is expected.</summary>
internal static class RuleWords
{
    /// <summary>One of a closed list, or nothing.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyList<string> allowed) =>
        rule.Must(value => value is null || allowed.Contains(value))
            .WithMessage((_, value) => $"{{PropertyName}} '{value}' is not allowed: expected {(allowed.Count > 12 ? "an ISO 4217 code that Peppi knows" : "one of " + string.Join(", ", allowed))}");

    /// <summary>Nothing, or text that is more than blanks.</summary>
    public static IRuleBuilderOptions<T, string?> MustSaySomething<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(value => value is null || !string.IsNullOrWhiteSpace(value)).WithMessage("{PropertyName} must not be blank");

    /// <summary>Names properties in messages as the columns are named: FluentValidation's own "Unit Price" is nobody's column.</summary>
    public static void NameColumnsInMessages() =>
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => member is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name);
}
