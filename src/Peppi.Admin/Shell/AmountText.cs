using Peppi.Application.Reports.Contents;
using Peppi.Domain.Shared;

namespace Peppi.Admin.Shell;

/// <summary>Amounts and rates as pages write them; where there is none, a dash with the reason behind it.</summary>
internal static class AmountText
{
    private static Language Tongue => Reader.SpeaksFrench ? Language.French : Language.English;

    /// <summary>An amount without its unit.</summary>
    public static string Amount(Measure measure, Currency currency) => measure.Value is { } value ? Figures.In(Tongue).Amount(value, currency) : "–";

    /// <summary>An amount with its unit, short.</summary>
    public static string Compact(Measure measure, Currency currency) => measure.Value is { } value ? Figures.In(Tongue).Compact(new Money(value, currency)) : "–";

    /// <summary>A rate.</summary>
    public static string Percent(Measure measure) => measure.Value is { } value ? Figures.In(Tongue).Percent(value) : "–";

    /// <summary>A number.</summary>
    public static string Number(Measure measure, int digits = 2) => measure.Value is { } value ? Figures.In(Tongue).Plain(value, digits) : "–";

    /// <summary>Why there is none; nothing where there is one.</summary>
    public static string? Why(Measure measure) => measure.Value is null ? Labels.Missing(Tongue, measure.Missing) : null;
}
