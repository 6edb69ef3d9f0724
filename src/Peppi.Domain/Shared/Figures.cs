using System.Globalization;

namespace Peppi.Domain.Shared;

/// <summary>
/// Writes amounts, rates, counts and dates as a reader of a language expects them, the same on every page, mail and report.
/// French groups thousands by U+202F and an amount's decimals are those of its currency, not those of a country.
/// </summary>
public sealed class Figures
{
    // A no-break space: an amount must not be torn from its unit at the end of a line.
    private const char Unbroken = '\u00A0';
    private const char Narrow = '\u202F';
    private const char Minus = '\u2212';

    private static readonly string[] FrenchMonths =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    private static readonly string[] EnglishMonths =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    private readonly NumberFormatInfo format;

    private Figures(Language language)
    {
        Language = language;
        format = new NumberFormatInfo
        {
            NumberGroupSeparator = language == Language.French ? Narrow.ToString() : ",",
            NumberDecimalSeparator = language == Language.French ? "," : ".",
            NegativeSign = Minus.ToString(),
        };
    }

    /// <summary>For readers of French.</summary>
    public static Figures French { get; } = new(Language.French);

    /// <summary>For readers of English.</summary>
    public static Figures English { get; } = new(Language.English);

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The figures of a language.</summary>
    public static Figures In(Language language) => language == Language.English ? English : French;

    /// <summary>An amount without its unit, for a column whose head names the currency: <c>1 234 568</c>.</summary>
    public string Amount(decimal amount, Currency currency) => Number(currency.Round(amount), currency.Digits);

    /// <summary>An amount with its unit: <c>1 234 568 FCFA</c>, <c>€1,234.50</c>.</summary>
    public string Money(Money money) => WithUnit(Amount(money.Amount, money.Currency), money.Currency);

    /// <summary>An amount in three or four significant figures, for cards and chart labels: <c>12,45 Md FCFA</c>.</summary>
    public string Compact(Money money) => WithUnit(Compact(money.Amount, money.Currency.Digits), money.Currency);

    /// <summary>A number in three or four significant figures: <c>12,45 Md</c>; small ones whole, with <paramref name="digits"/> decimals.</summary>
    public string Compact(decimal number, int digits = 0)
    {
        var size = Math.Abs(number);
        return size switch
        {
            >= 999_950_000m => Short(number / 1_000_000_000m) + Unbroken + (Language == Language.French ? "Md" : "bn"),
            >= 999_950m => Short(number / 1_000_000m) + Unbroken + "M",
            >= 10_000m => Short(number / 1_000m) + Unbroken + "k",
            _ => Number(number, number == decimal.Truncate(number) ? 0 : digits),
        };
    }

    /// <summary>A ratio as a rate: 0.825 is <c>82,5 %</c>.</summary>
    public string Percent(decimal ratio, int digits = 1)
    {
        var text = Number(ratio * 100, digits);
        return Language == Language.French ? text + Narrow + '%' : text + '%';
    }

    /// <summary>A count: <c>12 345</c>.</summary>
    public string Count(long count) => count.ToString("N0", format);

    /// <summary>A number with up to <paramref name="digits"/> decimals, none that says nothing: <c>87,5</c>.</summary>
    public string Plain(decimal number, int digits = 2) =>
        number.ToString(digits == 0 ? "#,0" : "#,0." + new string('#', digits), format);

    /// <summary>A day: <c>22/11/2026</c>; in English by name, since 03/04 means two days there: <c>22 Nov 2026</c>.</summary>
    public string Date(DateOnly date) => Language == Language.French
        ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)
        : $"{date.Day}{Unbroken}{EnglishMonths[date.Month - 1]}{Unbroken}{date.Year}";

    /// <summary>A moment, at its own offset: <c>22/11/2026 à 08:30</c>.</summary>
    public string Moment(DateTimeOffset moment)
    {
        var day = Date(DateOnly.FromDateTime(moment.DateTime));
        var hour = moment.ToString("HH:mm", CultureInfo.InvariantCulture);
        return Language == Language.French ? $"{day} à {hour}" : $"{day}, {hour}";
    }

    /// <summary>A month: <c>nov. 2026</c>.</summary>
    public string Month(DateOnly month) =>
        $"{(Language == Language.French ? FrenchMonths : EnglishMonths)[month.Month - 1]}{Unbroken}{month.Year}";

    /// <summary>A month without its year, for the ticks of a chart: <c>nov.</c></summary>
    public string ShortMonth(DateOnly month) => (Language == Language.French ? FrenchMonths : EnglishMonths)[month.Month - 1];

    private string Number(decimal number, int digits) =>
        Math.Round(number, digits, MidpointRounding.AwayFromZero).ToString("N" + digits.ToString(CultureInfo.InvariantCulture), format);

    // Three significant figures or so: 1,23 - 12,3 - 123.
    private string Short(decimal number) => Plain(Math.Round(number, Math.Abs(number) switch { >= 100 => 0, >= 10 => 1, _ => 2 }, MidpointRounding.AwayFromZero));

    private string WithUnit(string amount, Currency currency)
    {
        if (Language == Language.French) return amount + Unbroken + currency.Symbol;

        // English puts a sign before the figures, and a code there too, apart.
        return currency.Symbol is "€" or "$" or "£" && !amount.EndsWith(Unbroken)
            ? amount.StartsWith(Minus) ? Minus + currency.Symbol + amount[1..] : currency.Symbol + amount
            : currency.Code + Unbroken + amount;
    }
}
