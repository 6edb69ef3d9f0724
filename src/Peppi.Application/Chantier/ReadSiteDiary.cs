using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>The site diary: messages and photos by day, the newest first, as far as the caller may see them.</summary>
public sealed record ReadSiteDiary : IQuery<SiteDiary>
{
    /// <summary>Most messages of one answer.</summary>
    public const int MostMessages = 200;

    /// <summary>Only this site.</summary>
    public int? ProjectId { get; init; }

    /// <summary>Only what waits to be sorted.</summary>
    public bool Unsorted { get; init; }

    /// <summary>Only this message.</summary>
    public int? MessageId { get; init; }

    /// <summary>From this day, on the site's calendar.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Until this day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Part of what was said or of the sender's name or number.</summary>
    public string? Search { get; init; }

    /// <summary>Only messages before this one: the way to the next page.</summary>
    public int? Before { get; init; }

    /// <summary>At most so many messages.</summary>
    public int Limit { get; init; } = 60;
}

/// <summary>Days of the diary.</summary>
/// <param name="Days">The newest first.</param>
/// <param name="Next">What to ask for as <c>Before</c> to go on; null at the end.</param>
/// <param name="Waiting">How many messages wait to be sorted, for those who may see them.</param>
public sealed record SiteDiary(IReadOnlyList<DiaryDay> Days, int? Next, int Waiting);

/// <summary>A day.</summary>
/// <param name="Day">On the site's calendar.</param>
/// <param name="Messages">The newest first.</param>
public sealed record DiaryDay(DateOnly Day, IReadOnlyList<DiaryMessage> Messages);

/// <summary>A message of the diary.</summary>
public sealed record DiaryMessage
{
    /// <summary>Key.</summary>
    public required int Id { get; init; }

    /// <summary>Its site; null while it waits to be sorted.</summary>
    public int? ProjectId { get; init; }

    /// <summary>The site's name.</summary>
    public string? ProjectName { get; init; }

    /// <summary>The site's time zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>On the site's calendar.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote.</summary>
    public string? Sender { get; init; }

    /// <summary>The sender's number.</summary>
    public string? Phone { get; init; }

    /// <summary>The sender, where known by more than a name.</summary>
    public int? ContactId { get; init; }

    /// <summary>What was said.</summary>
    public string? Text { get; init; }

    /// <summary>Says that something is urgent.</summary>
    public bool Urgent { get; init; }

    /// <summary>How it came.</summary>
    public required string Channel { get; init; }

    /// <summary>How it found its site.</summary>
    public string? RoutedBy { get; init; }

    /// <summary>Photos and documents.</summary>
    public IReadOnlyList<DiaryPhoto> Photos { get; init; } = [];
}

/// <summary>A photo or document of a message.</summary>
/// <param name="Id">Key.</param>
/// <param name="MessageId">The message.</param>
/// <param name="State">One of <see cref="MediaStates"/>.</param>
/// <param name="Path">Its name in the bucket <c>projets</c>, once it is there.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="FileName">What the sender called it.</param>
/// <param name="Error">Why it is not there.</param>
public sealed record DiaryPhoto(int Id, int MessageId, string State, string? Path, string? ContentType, string? FileName, string? Error)
{
    /// <summary>Whether it can be looked at as a picture.</summary>
    public bool IsPicture => State == MediaStates.Stored && ContentType is "image/jpeg" or "image/png" or "image/webp" or "image/gif";
}

internal sealed class ReadSiteDiaryValidator : AbstractValidator<ReadSiteDiary>
{
    public ReadSiteDiaryValidator()
    {
        RuleFor(query => query.Limit).InclusiveBetween(1, ReadSiteDiary.MostMessages).WithMessage($"limit must be between 1 and {ReadSiteDiary.MostMessages}");
        RuleFor(query => query.To).Must((query, to) => to is null || query.From is null || to >= query.From).WithMessage("to must not be before from");
        RuleFor(query => query.Search).MaximumLength(200).WithMessage("q must have at most 200 characters");
    }
}

internal sealed class ReadSiteDiaryHandler(PeppiDbContext db) : IHandler<ReadSiteDiary, SiteDiary>
{
    public async Task<Result<SiteDiary>> Handle(ReadSiteDiary query, CancellationToken cancellationToken)
    {
        var found = Narrowed(db.ChantierMessages.AsNoTracking(), query);
        var lines = await (
            from message in found.OrderByDescending(message => message.LocalDay).ThenByDescending(message => message.OccurredAt).ThenByDescending(message => message.Id).Take(query.Limit + 1)
            join project in db.Projects on message.ProjectId equals project.Id into sites
            from site in sites.DefaultIfEmpty()
            orderby message.LocalDay descending, message.OccurredAt descending, message.Id descending
            select new DiaryMessage
            {
                Id = message.Id,
                ProjectId = message.ProjectId,
                ProjectName = site == null ? null : site.Name,
                TimeZone = site == null ? null : site.TimeZone,
                Day = message.LocalDay ?? DateOnly.MinValue,
                At = message.OccurredAt ?? message.CreatedAt,
                Sender = message.Sender,
                Phone = message.SenderPhone,
                ContactId = message.ContactId,
                Text = message.MessageText,
                Urgent = message.IsUrgent,
                Channel = message.Channel,
                RoutedBy = message.RoutedBy,
            }).ToListAsync(cancellationToken);
        var more = lines.Count > query.Limit;
        if (more) lines.RemoveAt(lines.Count - 1);
        var ids = lines.Select(line => line.Id).ToList();
        var photos = (await db.ChantierMedia.AsNoTracking().Where(media => ids.Contains(media.MessageId)).OrderBy(media => media.Id)
            .Select(media => new DiaryPhoto(media.Id, media.MessageId, media.State, media.ObjectPath, media.ContentType, media.FileName, media.Error)).ToListAsync(cancellationToken))
            .ToLookup(photo => photo.MessageId);
        return new SiteDiary(
            [.. lines.Select(line => line with { Photos = [.. photos[line.Id]] }).GroupBy(line => line.Day).Select(day => new DiaryDay(day.Key, [.. day]))],
            more ? lines[^1].Id : null,
            await db.ChantierMessages.CountAsync(message => message.ProjectId == null, cancellationToken));
    }

    private IQueryable<ChantierMessage> Narrowed(IQueryable<ChantierMessage> messages, ReadSiteDiary query)
    {
        if (query.Unsorted) messages = messages.Where(message => message.ProjectId == null);
        else if (query.ProjectId is { } project) messages = messages.Where(message => message.ProjectId == project);
        if (query.MessageId is { } one) messages = messages.Where(message => message.Id == one);
        if (query.From is { } from) messages = messages.Where(message => message.LocalDay >= from);
        if (query.To is { } to) messages = messages.Where(message => message.LocalDay <= to);
        if (Text.OrNull(query.Search)?.ToLowerInvariant() is { } words)
        {
#pragma warning disable CA1304, CA1311, CA1862 // SQL's lower(): no culture of this machine is asked
            messages = messages.Where(message => message.MessageText!.ToLower().Contains(words) || message.Sender!.ToLower().Contains(words) || message.SenderPhone!.Contains(words));
#pragma warning restore CA1304, CA1311, CA1862
        }

        // By the order of the list: day, instant, key.
        if (query.Before is { } before && db.ChantierMessages.Where(message => message.Id == before) is var last)
        {
            messages = messages.Where(message => last.Any(it =>
                message.LocalDay < it.LocalDay || (message.LocalDay == it.LocalDay && (message.OccurredAt < it.OccurredAt || (message.OccurredAt == it.OccurredAt && message.Id < it.Id)))));
        }

        return messages;
    }
}
