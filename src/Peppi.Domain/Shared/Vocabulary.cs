namespace Peppi.Domain.Shared;

/// <summary>A row that remembers when it was made and last changed; PostgreSQL keeps both.</summary>
public interface ITimestamped
{
    /// <summary>When the row was made.</summary>
    DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    DateTimeOffset UpdatedAt { get; set; }
}
