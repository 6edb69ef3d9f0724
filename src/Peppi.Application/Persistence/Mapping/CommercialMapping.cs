using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Commercial;
using Peppi.Domain.Projects;

namespace Peppi.Application.Persistence.Mapping;

internal sealed class CommercialMapping : IEntityTypeConfiguration<CommercialActivity>, IEntityTypeConfiguration<Unit>,
    IEntityTypeConfiguration<Reservation>, IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<CommercialActivity> builder)
    {
        builder.ToTable("commercial_activities", table =>
        {
            table.CheckIn("activity_type", CommercialActivityTypes.All);
            table.CheckIn("status", CommercialStatuses.All);
            table.CheckIn("stage", PipelineStages.All);
            table.CheckCurrency();
            table.CheckRange("probability", 0, 100);
        });
        builder.Property(activity => activity.Details).HasColumnType("jsonb");
        builder.Property(activity => activity.Amount).Money();
        builder.Property(activity => activity.Probability).HasPrecision(5, 2);
        builder.HasIndex(activity => new { activity.ProjectId, activity.RecordDate });
        builder.HasOne<Project>().WithMany().HasForeignKey(activity => activity.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CommercialActivity>().WithMany().HasForeignKey(activity => activity.ReservationId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units", table =>
        {
            table.CheckIn("kind", UnitKinds.All);
            table.CheckIn("status", UnitStatuses.All);
            table.CheckCurrency();
            table.HasCheckConstraint("units_area_check", "area > 0");
            table.HasCheckConstraint("units_list_price_check", "list_price >= 0");
        });
        builder.Property(unit => unit.Area).HasPrecision(12, 2);
        builder.Property(unit => unit.ListPrice).Money();
        builder.Property(unit => unit.Status).HasDefaultValue(UnitStatuses.Available);
        builder.Property(unit => unit.ListedOn).HasDefaultValueSql("current_date");
        builder.HasIndex(unit => new { unit.ProjectId, unit.Reference }).IsUnique();
        builder.HasOne<Project>().WithMany().HasForeignKey(unit => unit.ProjectId).IsRequired().OnDelete(DeleteBehavior.Restrict);
        builder.Timestamped();
    }

    // The constraint that refuses a double booking is in Sql/048_sales.sql: EF Core has no word for it.
    public void Configure(EntityTypeBuilder<Reservation> builder)
    {
        builder.ToTable("reservations", table =>
        {
            table.CheckIn("status", ReservationStatuses.All);
            table.CheckCurrency();
            table.HasCheckConstraint("reservations_price_check", "price >= 0");
        });
        builder.Property(reservation => reservation.Price).Money();
        builder.Property(reservation => reservation.Status).HasDefaultValue(ReservationStatuses.Active);
        builder.Property(reservation => reservation.ReservedOn).HasDefaultValueSql("current_date");
        builder.Property(reservation => reservation.ExpiresAt).HasDefaultValueSql("now() + interval '30 days'");
        builder.HasIndex(reservation => reservation.UnitId);
        builder.HasIndex(reservation => new { reservation.ProjectId, reservation.ReservedOn });
        builder.HasIndex(reservation => reservation.HeldUntil).HasFilter("status = 'active'");
        builder.HasIndex(reservation => reservation.ActivityId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(reservation => reservation.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Project>().WithMany().HasForeignKey(reservation => reservation.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CommercialActivity>().WithMany().HasForeignKey(reservation => reservation.ActivityId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }

    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments", table =>
        {
            table.CheckCurrency();
            table.HasCheckConstraint("payments_amount_check", "amount > 0");
            table.HasCheckConstraint("payments_paid_amount_check", "paid_amount > 0");
        });
        builder.Property(payment => payment.Amount).HasPrecision(18, 2);
        builder.Property(payment => payment.PaidAmount).Money();
        builder.HasIndex(payment => payment.ReservationId);
        builder.HasIndex(payment => new { payment.ProjectId, payment.DueOn });
        builder.HasIndex(payment => payment.ActivityId);
        builder.HasOne<Reservation>().WithMany().HasForeignKey(payment => payment.ReservationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Project>().WithMany().HasForeignKey(payment => payment.ProjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CommercialActivity>().WithMany().HasForeignKey(payment => payment.ActivityId).OnDelete(DeleteBehavior.SetNull);
        builder.Timestamped();
    }
}
