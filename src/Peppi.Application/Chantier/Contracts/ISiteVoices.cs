namespace Peppi.Application.Chantier.Contracts;

/// <summary>When each site was last heard of, for rules and figures; rows are those that the caller of the scope may see.</summary>
public interface ISiteVoices
{
    /// <summary>Every project that is not archived, cancelled or completed, by name.</summary>
    Task<IReadOnlyList<SiteVoice>> ListAsync(CancellationToken cancellationToken);
}

/// <summary>When a site was last heard of.</summary>
/// <param name="ProjectId">The site.</param>
/// <param name="Name">Its name.</param>
/// <param name="AtWork">Whether messages are to be expected: the project is active and in works or handover.</param>
/// <param name="LastDay">The day of the last message on the site's calendar; null where there was none.</param>
/// <param name="LastAt">When the last message was received.</param>
/// <param name="SilentDays">Working days since, today not counted.</param>
public sealed record SiteVoice(int ProjectId, string Name, bool AtWork, DateOnly? LastDay, DateTimeOffset? LastAt, int SilentDays);
