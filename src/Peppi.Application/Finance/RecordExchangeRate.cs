using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Finance;
using Peppi.Domain.Shared;

namespace Peppi.Application.Finance;

/// <summary>Says what one unit of a currency is worth in another from a day on; a rate of the same day is replaced.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="QuoteCurrency">The currency that it is told in.</param>
/// <param name="Rate">Units of the second for one of the first.</param>
/// <param name="ValidFrom">First day that it holds; today where nobody said.</param>
/// <param name="Source">Where it was read.</param>
public sealed record RecordExchangeRate(string Currency, string QuoteCurrency, decimal? Rate, DateOnly? ValidFrom = null, string? Source = null) : ICommand<Done>;

internal sealed class RecordExchangeRateValidator : AbstractValidator<RecordExchangeRate>
{
    public RecordExchangeRateValidator()
    {
        RuleFor(command => command.Currency).Must(CurrencyCodes.All.Contains).WithMessage("Choose a currency from the list.");
        RuleFor(command => command.QuoteCurrency).Must(CurrencyCodes.All.Contains).WithMessage("Choose a currency from the list.");
        RuleFor(command => command.QuoteCurrency).NotEqual(command => command.Currency).WithMessage("A rate is between two currencies.");
        RuleFor(command => command.Rate).NotNull().WithMessage("Enter a rate.").GreaterThan(0).WithMessage("A rate is above zero.");
        RuleFor(command => command.Source).MaximumLength(200).WithMessage("Shorten the source to 200 characters.");
    }
}

internal sealed class RecordExchangeRateHandler(PeppiDbContext db, TimeProvider time) : IHandler<RecordExchangeRate, Done>
{
    public async Task<Result<Done>> Handle(RecordExchangeRate command, CancellationToken cancellationToken)
    {
        var day = command.ValidFrom ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var rate = await db.ExchangeRates.SingleOrDefaultAsync(row => row.Currency == command.Currency && row.QuoteCurrency == command.QuoteCurrency && row.ValidFrom == day, cancellationToken);
        if (rate is null) db.Add(rate = new ExchangeRate { Currency = command.Currency, QuoteCurrency = command.QuoteCurrency, ValidFrom = day });
        rate.Rate = command.Rate!.Value;
        rate.Source = Text.OrNull(command.Source);
        return await db.SaveVisibleAsync(cancellationToken);
    }
}
