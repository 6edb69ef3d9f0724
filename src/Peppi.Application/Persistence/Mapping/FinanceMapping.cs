using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Supply;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class FinanceMapping : IEntityTypeConfiguration<FinanceRecord>
{
    public void Configure(EntityTypeBuilder<FinanceRecord> builder)
    {
        builder.ToTable("finances", table =>
        {
            table.CheckIn("type", FinanceTypes.All);
            table.CheckIn("category", FinanceCategories.All);
            table.CheckIn("direction", FinanceDirections.All);
            table.CheckIn("status", FinanceStatuses.All);
            table.CheckCurrency();
            table.CheckRange("retention_rate", 0, 100);
            table.HasCheckConstraint("finances_paid_amount_check", "paid_amount >= 0");
        });
        builder.Property(record => record.Amount).Money();
        builder.Property(record => record.PaidAmount).Money();
        builder.Property(record => record.RetentionAmount).Money();
        builder.Property(record => record.RetentionRate).HasPrecision(5, 2);
        builder.Property(record => record.Direction).HasDefaultValue(FinanceDirections.Payable);
        builder.Property(record => record.BudgetVersion).HasDefaultValue(1);
        builder.HasIndex(record => new { record.ProjectId, record.RecordDate });
        builder.HasIndex(record => record.DueDate).HasFilter("paid_date is null");

        // Money that moved is not thrown away with its project: archive the project instead.
        builder.HasOne<Project>().WithMany().HasForeignKey(record => record.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<SupplyOrder>().WithMany().HasForeignKey(record => record.OrderId).OnDelete(DeleteBehavior.SetNull);
        builder.HasOne<FinanceRecord>().WithMany().HasForeignKey(record => record.InvoiceId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
