using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Shared;
using Peppi.Domain.Supply;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class BudgetMapping : IEntityTypeConfiguration<BudgetLine>, IEntityTypeConfiguration<BudgetException>, IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<BudgetLine> builder)
    {
        builder.ToTable("budget_lines", table =>
        {
            table.CheckIn("category", FinanceCategories.All);
            table.CheckIn("policy", BudgetPolicies.All);
        });
        builder.Property(line => line.Policy).HasDefaultValue(BudgetPolicies.Warn);

        // One policy a line; that of the whole project, which has no category, is kept single by an index of its own (Sql/047_budgets.sql).
        builder.HasIndex(line => new { line.ProjectId, line.Category }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(line => line.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<BudgetException> builder)
    {
        builder.ToTable("budget_exceptions");
        builder.Property(exception => exception.Amount).Money();
        builder.HasOne<SupplyOrder>().WithMany().HasForeignKey(exception => exception.OrderId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(exception => exception.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(exception => exception.GrantedBy).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<ExchangeRate> builder)
    {
        builder.ToTable("exchange_rates", table =>
        {
            table.CheckCurrency();
            table.CheckIn("quote_currency", CurrencyCodes.All);
            table.HasCheckConstraint("exchange_rates_rate_check", "rate > 0");
            table.HasCheckConstraint("exchange_rates_pair_check", "currency <> quote_currency");
        });
        builder.Property(rate => rate.Rate).HasPrecision(20, 10);
        builder.HasIndex(rate => new { rate.Currency, rate.QuoteCurrency, rate.ValidFrom }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(rate => rate.CreatedBy).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
