using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Accounts;
using Peppi.Domain.Finance;
using Peppi.Domain.Projects;
using Peppi.Domain.Supply;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class SupplyMapping : IEntityTypeConfiguration<SupplyOrder>, IEntityTypeConfiguration<InventoryItem>,
    IEntityTypeConfiguration<InventoryMovement>, IEntityTypeConfiguration<SupplyReceipt>
{
    public void Configure(EntityTypeBuilder<SupplyOrder> builder)
    {
        builder.ToTable("supply_orders", table =>
        {
            table.CheckIn("status", SupplyOrderStatuses.All);
            table.CheckIn("category", FinanceCategories.All);
            table.CheckCurrency();
            table.HasCheckConstraint("supply_orders_received_quantity_check", "received_quantity >= 0");
        });
        builder.Property(order => order.UnitPrice).Money();
        builder.Property(order => order.TotalAmount).Money().HasComputedColumnSql("(quantity * unit_price)::numeric(18,2)", stored: true);
        builder.Property(order => order.IsCritical).HasDefaultValue(false);
        builder.HasIndex(order => order.OrderNumber);
        builder.HasOne<Project>().WithMany().HasForeignKey(order => order.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InventoryItem>().WithMany().HasForeignKey(order => order.InventoryItemId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<InventoryItem> builder)
    {
        builder.ToTable("inventory_items", table => table.CheckCurrency());
        builder.Property(item => item.UnitCost).Money();
        builder.HasOne<Project>().WithMany().HasForeignKey(item => item.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<InventoryMovement> builder)
    {
        builder.ToTable("inventory_movements", table => table.CheckIn("movement_type", InventoryMovementTypes.All));
        builder.Property(movement => movement.MovedOn).HasDefaultValueSql("current_date");
        builder.HasIndex(movement => new { movement.ItemId, movement.MovedOn });
        builder.HasOne<InventoryItem>().WithMany().HasForeignKey(movement => movement.ItemId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(movement => movement.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SupplyOrder>().WithMany().HasForeignKey(movement => movement.OrderId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<SupplyReceipt> builder)
    {
        builder.ToTable("supply_receipts");
        builder.Property(receipt => receipt.ReceivedOn).HasDefaultValueSql("current_date");
        builder.HasIndex(receipt => new { receipt.OrderId, receipt.ReceivedOn });
        builder.HasOne<SupplyOrder>().WithMany().HasForeignKey(receipt => receipt.OrderId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Project>().WithMany().HasForeignKey(receipt => receipt.ProjectId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(receipt => receipt.ReceivedBy).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
