namespace Peppi.Domain.Shared;

/// <summary>An amount in its currency. Two currencies never add up: that would need a dated rate, which nobody gave.</summary>
/// <param name="Amount">Unrounded; rounding is for display only.</param>
/// <param name="Currency">The currency.</param>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>The sum of two amounts of one currency.</summary>
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + left.Same(right) };

    /// <summary>The difference of two amounts of one currency.</summary>
    public static Money operator -(Money left, Money right) => left with { Amount = left.Amount - left.Same(right) };

    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <inheritdoc/>
    public override string ToString() => Figures.French.Money(this);

    private decimal Same(Money other) => other.Currency == Currency
        ? other.Amount
        : throw new InvalidOperationException($"{Currency} and {other.Currency} cannot be added without a dated rate.");
}
