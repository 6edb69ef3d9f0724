using System.Collections.Frozen;

namespace Peppi.Domain.Shared;

/// <summary>An ISO 4217 currency with the number of decimals that it is written with: the currency decides that, never the reader's country.</summary>
public readonly record struct Currency
{
    private static readonly FrozenDictionary<string, int> Exceptions = new Dictionary<string, int>
    {
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
        ["GNF"] = 0,
        ["RWF"] = 0,
        ["BIF"] = 0,
        ["DJF"] = 0,
        ["KMF"] = 0,
        ["UGX"] = 0,
        ["JPY"] = 0,
        ["KRW"] = 0,
        ["VND"] = 0,
        ["CLP"] = 0,
        ["PYG"] = 0,
        ["ISK"] = 0,
        ["VUV"] = 0,
        ["TND"] = 3,
        ["LYD"] = 3,
        ["BHD"] = 3,
        ["KWD"] = 3,
        ["JOD"] = 3,
        ["OMR"] = 3,
        ["IQD"] = 3,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Symbols = new Dictionary<string, string>
    {
        ["EUR"] = "€",
        ["USD"] = "$",
        ["GBP"] = "£",
        ["XAF"] = "FCFA",
        ["XOF"] = "F\u00A0CFA",
        ["TND"] = "DT",
    }.ToFrozenDictionary();

    private readonly string? code;

    private Currency(string code) => this.code = code;

    /// <summary>The code, e.g. <c>XAF</c>.</summary>
    public string Code => code ?? "XXX";

    /// <summary>Decimals of its smallest unit: XAF and XOF 0, EUR and MAD 2, TND 3.</summary>
    public int Digits => Exceptions.GetValueOrDefault(Code, 2);

    /// <summary>What people write beside an amount; the code where there is no sign that everybody reads the same.</summary>
    public string Symbol => Symbols.GetValueOrDefault(Code, Code);

    /// <summary>The currency of a code, in any case. A code that nobody knows has two decimals.</summary>
    public static Currency Of(string code) => new(code.Trim().ToUpperInvariant());

    /// <summary><paramref name="amount"/> at this currency's decimals, halves away from zero as accountants do.</summary>
    public decimal Round(decimal amount) => Math.Round(amount, Digits, MidpointRounding.AwayFromZero);

    /// <inheritdoc/>
    public override string ToString() => Code;
}
