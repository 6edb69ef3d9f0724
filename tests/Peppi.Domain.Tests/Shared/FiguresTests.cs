using Peppi.Domain.Shared;

namespace Peppi.Domain.Tests.Shared;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(1234567.891, "XAF", "1\u202F234\u202F568\u00A0FCFA")]
    [InlineData(1234567.891, "XOF", "1\u202F234\u202F568\u00A0F\u00A0CFA")]
    [InlineData(1234567.891, "EUR", "1\u202F234\u202F567,89\u00A0€")]
    [InlineData(1234567.891, "MAD", "1\u202F234\u202F567,89\u00A0MAD")]
    [InlineData(1234567.891, "TND", "1\u202F234\u202F567,891\u00A0DT")]
    [InlineData(-12.5, "EUR", "\u221212,50\u00A0€")]
    [InlineData(0.5, "XAF", "1\u00A0FCFA")]
    public void French_amounts_have_the_decimals_of_their_currency(decimal amount, string currency, string expected) =>
        Assert.Equal(expected, Figures.French.Money(new Money(amount, Currency.Of(currency))));

    [Theory]
    [InlineData(1234.5, "EUR", "€1,234.50")]
    [InlineData(-1234.5, "EUR", "\u2212€1,234.50")]
    [InlineData(1234.5, "XAF", "XAF\u00A01,235")]
    public void English_amounts_begin_with_their_sign_or_code(decimal amount, string currency, string expected) =>
        Assert.Equal(expected, Figures.English.Money(new Money(amount, Currency.Of(currency))));

    [Theory]
    [InlineData(12_450_000_000, "12,5\u00A0Md")]
    [InlineData(1_245_000_000, "1,25\u00A0Md")]
    [InlineData(999_999_999, "1\u00A0Md")]
    [InlineData(45_250_000, "45,3\u00A0M")]
    [InlineData(845_000, "845\u00A0k")]
    [InlineData(9_999, "9\u202F999")]
    [InlineData(0, "0")]
    public void Cards_and_charts_shorten_figures(decimal number, string expected) => Assert.Equal(expected, Figures.French.Compact(number));

    [Fact]
    public void Rates_dates_and_moments_are_the_readers()
    {
        Assert.Equal("82,5\u202F%", Figures.French.Percent(0.825m));
        Assert.Equal("82.5%", Figures.English.Percent(0.825m));
        Assert.Equal("22/11/2026", Figures.French.Date(new DateOnly(2026, 11, 22)));
        Assert.Equal("22\u00A0Nov\u00A02026", Figures.English.Date(new DateOnly(2026, 11, 22)));
        Assert.Equal("22/11/2026 à 07:05", Figures.French.Moment(new DateTimeOffset(2026, 11, 22, 7, 5, 0, TimeSpan.FromHours(1))));
        Assert.Equal("févr.\u00A02026", Figures.French.Month(new DateOnly(2026, 2, 1)));
    }

    [Fact]
    public void Two_currencies_never_add_up() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, Currency.Of("EUR")) + new Money(1, Currency.Of("XAF")));
}
