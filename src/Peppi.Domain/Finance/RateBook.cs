using Peppi.Domain.Shared;

namespace Peppi.Domain.Finance;

/// <summary>What one unit of a currency is worth in another, from a day on.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Quote">The one that it is told in.</param>
/// <param name="Rate">Units of <paramref name="Quote"/> for one.</param>
/// <param name="ValidFrom">First day.</param>
public sealed record DatedRate(Currency Currency, Currency Quote, decimal Rate, DateOnly ValidFrom);

/// <summary>
/// The rates that hold on one day. Two currencies add up only through it: the latest rate of the pair up to that day, told either way
/// round. Where nobody gave one, the sum is none.
/// </summary>
public sealed class RateBook
{
    private readonly Dictionary<(Currency From, Currency To), (decimal Rate, DateOnly ValidFrom)> rates = [];

    /// <summary>Reads the rates; those that begin after <paramref name="asOf"/> are left out.</summary>
    public RateBook(IEnumerable<DatedRate> known, DateOnly asOf)
    {
        foreach (var rate in known)
        {
            if (rate.ValidFrom > asOf || rate.Rate <= 0) continue;
            Keep((rate.Currency, rate.Quote), rate.Rate, rate.ValidFrom);
            Keep((rate.Quote, rate.Currency), 1 / rate.Rate, rate.ValidFrom);
        }
    }

    /// <summary>No rate at all.</summary>
    public static RateBook Empty { get; } = new([], DateOnly.MinValue);

    /// <summary>Units of <paramref name="to"/> for one of <paramref name="from"/>; null where nobody said.</summary>
    public decimal? Rate(Currency from, Currency to) => from == to ? 1 : rates.TryGetValue((from, to), out var found) ? found.Rate : null;

    /// <summary>An amount in another currency. Nothing is nothing in every currency.</summary>
    public Measure In(Currency target, Money money) =>
        money.Amount == 0 ? Measure.Of(0) : Rate(money.Currency, target) is { } rate ? Measure.Of(money.Amount * rate) : Measure.None(MissingReason.NoRate);

    /// <summary>Amounts of any currency together in one; none where one of them has no rate.</summary>
    public Measure Sum(Currency target, IEnumerable<Money> amounts) =>
        amounts.Aggregate(Measure.Of(0), (sum, money) => sum + In(target, money));

    // The later of two ways to tell the same pair.
    private void Keep((Currency, Currency) pair, decimal rate, DateOnly from)
    {
        if (!rates.TryGetValue(pair, out var known) || known.ValidFrom < from) rates[pair] = (rate, from);
    }
}
