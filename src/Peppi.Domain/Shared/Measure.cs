namespace Peppi.Domain.Shared;

/// <summary>Why a figure cannot be told.</summary>
public enum MissingReason
{
    /// <summary>It can.</summary>
    None,

    /// <summary>No budget was recorded.</summary>
    NoBudget,

    /// <summary>No target was set.</summary>
    NoTarget,

    /// <summary>Nobody measured it.</summary>
    NotMeasured,

    /// <summary>It would add two currencies, and nobody gave the rate for the day.</summary>
    NoRate,

    /// <summary>Nothing was spent yet.</summary>
    NoCost,

    /// <summary>Nothing was achieved yet, so that nothing can be drawn from it.</summary>
    NothingEarned,

    /// <summary>First and last day are not both known, or it has not begun.</summary>
    NoSchedule,

    /// <summary>The budget is spent: no performance of the rest could keep it.</summary>
    BudgetSpent,

    /// <summary>Nothing was used lately.</summary>
    NoConsumption,

    /// <summary>Nothing was due yet.</summary>
    NothingDue,

    /// <summary>There is no such project, order or item among those that the caller may see.</summary>
    NoRows,

    /// <summary>Nothing was for sale.</summary>
    NoUnits,

    /// <summary>Nothing was sold, or more was given back than sold.</summary>
    NoSales,

    /// <summary>Nothing was reserved.</summary>
    NoReservations,

    /// <summary>The caller's role may not read what it is made of.</summary>
    NotAllowed,
}

/// <summary>A figure, or the reason why there is none: never a zero or an infinity in its place.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Missing">Why there is none.</param>
public readonly record struct Measure(decimal? Value, MissingReason Missing)
{
    /// <summary>A figure.</summary>
    public static Measure Of(decimal value) => new(value, MissingReason.None);

    /// <summary>None, and why.</summary>
    public static Measure None(MissingReason missing) => new(null, missing);

    /// <summary>What <paramref name="make"/> makes of the figure; none where there is none.</summary>
    public Measure Then(Func<decimal, Measure> make) => Value is { } value ? make(value) : this;

    /// <summary>A figure made of two; none where one is missing, for the first one's reason.</summary>
    public Measure With(Measure other, Func<decimal, decimal, Measure> make) => Then(left => other.Then(right => make(left, right)));

    /// <summary>The sum; none where one is missing.</summary>
    public static Measure operator +(Measure left, Measure right) => left.With(right, (a, b) => Of(a + b));

    /// <summary>The difference; none where one is missing.</summary>
    public static Measure operator -(Measure left, Measure right) => left.With(right, (a, b) => Of(a - b));

    /// <summary>A ratio; <paramref name="missing"/> where the denominator is zero or below.</summary>
    public static Measure Ratio(decimal numerator, decimal denominator, MissingReason missing) =>
        denominator > 0 ? new(numerator / denominator, MissingReason.None) : new(null, missing);
}
