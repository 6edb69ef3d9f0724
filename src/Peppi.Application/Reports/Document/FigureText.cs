using Peppi.Domain.Shared;

namespace Peppi.Application.Reports.Document;

/// <summary>A cell or a card's figure in words, the same in PDF, mail and page.</summary>
public static class FigureText
{
    /// <summary>What stands for a figure that nobody can tell.</summary>
    public const string Nothing = "–";

    /// <summary>The text of a cell.</summary>
    public static string Of(object? cell, ReportColumn column, Figures figures) => cell switch
    {
        null => Nothing,
        string text => text,
        StatusCell status => status.Word,
        DateOnly date => figures.Date(date),
        decimal amount when column.Kind == ValueKind.Amount => figures.Amount(amount, column.Currency ?? Currency.Of("XXX")),
        decimal ratio when column.Kind == ValueKind.Percent => figures.Percent(ratio),
        decimal number => figures.Plain(number),
        int count => figures.Count(count),
        long count => figures.Count(count),
        _ => throw new ArgumentException($"A cell of {cell.GetType().Name} has no text.", nameof(cell)),
    };

    /// <summary>The text of a card: short, its exact value in the tables.</summary>
    public static string Of(KpiCard card, Figures figures)
    {
        var (figure, unit) = Parts(card, figures);
        return unit.Length == 0 ? figure : $"{figure}\u00A0{unit}";
    }

    /// <summary>The same in two: the figure, written large, and its unit, written small beside it.</summary>
    public static (string Figure, string Unit) Parts(KpiCard card, Figures figures) => card switch
    {
        { Value: null } => (Nothing, string.Empty),
        { Kind: ValueKind.Amount, Currency: { } currency } => Split(figures.Compact(card.Value.Value, currency.Digits), currency.Symbol),
        { Kind: ValueKind.Percent } => (figures.Percent(card.Value.Value), string.Empty),
        { Kind: ValueKind.Count } => (figures.Count((long)card.Value.Value), string.Empty),
        _ => (figures.Plain(card.Value.Value), string.Empty),
    };

    private static (string Figure, string Unit) Split(string compact, string symbol)
    {
        var scale = compact.IndexOf('\u00A0', StringComparison.Ordinal);
        return scale < 0 ? (compact, symbol) : (compact[..scale], $"{compact[(scale + 1)..]}\u00A0{symbol}");
    }

    /// <summary>A column's head with its currency.</summary>
    public static string Head(ReportColumn column) => column.Currency is { } currency ? $"{column.Title} ({currency.Symbol})" : column.Title;

    /// <summary>True for columns that stand right-aligned.</summary>
    public static bool IsNumber(ValueKind kind) => kind is ValueKind.Amount or ValueKind.Percent or ValueKind.Count or ValueKind.Number;
}
