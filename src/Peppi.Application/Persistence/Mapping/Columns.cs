using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Peppi.Domain.Shared;

namespace Peppi.Application.Persistence.Mapping;

/// <summary>What many tables have in common.</summary>
internal static class Columns
{
    /// <summary>Both timestamps, which PostgreSQL keeps (a trigger touches <c>updated_at</c>).</summary>
    public static void Timestamped<T>(this EntityTypeBuilder<T> builder)
        where T : class, ITimestamped
    {
        builder.Property(row => row.CreatedAt).HasDefaultValueSql("now()");
        builder.Property(row => row.UpdatedAt).HasDefaultValueSql("now()").ValueGeneratedOnAddOrUpdate();
    }

    /// <summary>The column holds one of <paramref name="values"/>, or nothing.</summary>
    public static void CheckIn<T>(this TableBuilder<T> table, string column, IEnumerable<string> values)
        where T : class =>
        table.HasCheckConstraint($"{table.Name}_{column}_check", $"{column} in ({string.Join(", ", values.Select(value => $"'{value}'"))})");

    /// <summary>The column holds an ISO 4217 code, or nothing.</summary>
    public static void CheckCurrency<T>(this TableBuilder<T> table)
        where T : class => table.CheckIn("currency", CurrencyCodes.All);

    /// <summary>The numbers lie between bounds.</summary>
    public static void CheckRange<T>(this TableBuilder<T> table, string column, int low, int high)
        where T : class => table.HasCheckConstraint($"{table.Name}_{column}_check", $"{column} between {low} and {high}");

    /// <summary>Money: 18 digits, 2 of them decimals.</summary>
    public static PropertyBuilder<decimal?> Money(this PropertyBuilder<decimal?> property) => property.HasPrecision(18, 2);
}
