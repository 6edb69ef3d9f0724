using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Peppi.Application.Files.Contracts;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Files;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>
/// Copies photos whose time has come into the store, and moves those whose message was sorted; answers how many were tried. Background
/// work, on any number of nodes at once.
/// </summary>
public sealed record CopyDueMedia : ICommand<int>, IManagesOwnTransaction;

internal sealed partial class CopyDueMediaHandler(
    PeppiDbContext db, CallerScopes scopes, IMediaFetcher fetcher, IOptions<MediaOptions> options, IOptions<WhatsAppOptions> whatsApp, TimeProvider time, ILogger<CopyDueMediaHandler> logger)
    : IHandler<CopyDueMedia, int>
{
    // What WhatsApp says about a photo is a few lines.
    private const long LargestAnswer = 1024 * 1024;

    private const string NoAddress = "WhatsApp gave no address for it.";

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    // As the table's own law says.
    private const int MostAttempts = 100;

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(120)];

    public async Task<Result<int>> Handle(CopyDueMedia command, CancellationToken cancellationToken)
    {
        await MoveAsync(cancellationToken);
        var tried = 0;

        // Not with the task as a key: those that end at once are one and the same.
        List<(Task Copy, string Host)> running = [];
        while (true)
        {
            foreach (var due in await ClaimAsync([.. running.Select(one => one.Host)], cancellationToken))
            {
                tried++;
                running.Add((CopyAsync(due, cancellationToken), due.Host));
            }

            if (running.Count == 0) return tried;

            // Somebody may have sent another one while a slow host takes its time.
            using var glance = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var pause = Task.Delay(Glance, time, glance.Token);
            var first = await Task.WhenAny(running.Select(one => one.Copy).Append(pause));
            await glance.CancelAsync();
            if (first == pause) await MoveAsync(cancellationToken);
            var done = running.Where(one => one.Copy.IsCompleted).ToList();
            running.RemoveAll(done.Contains);
            foreach (var (copy, _) in done) await copy;
        }
    }

    // The attempt is the claim: of two nodes that read the same row, only one moves it on. One that dies is waited for as long as a
    // fetch may take.
    private async Task<List<DueMedia>> ClaimAsync(List<string> running, CancellationToken cancellationToken)
    {
        var free = options.Value.Parallel - running.Count;
        if (free <= 0) return [];
        var now = time.GetUtcNow();
        var until = now + TimeSpan.FromSeconds(options.Value.FetchTimeoutSeconds + 60);
        var slots = running.GroupBy(host => host).ToDictionary(group => group.Key, group => group.Count());
        List<DueMedia> mine = [];
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        while (mine.Count < free)
        {
            var due = await Waiting(slots.Where(host => host.Value >= options.Value.PerHost).Select(host => host.Key), now).Take(free).ToListAsync(cancellationToken);
            if (due.Count == 0) break;
            var before = mine.Count;
            var messages = due.Select(media => media.MessageId).ToList();
            var days = await db.ChantierMessages.Where(message => messages.Contains(message.Id)).ToDictionaryAsync(message => message.Id, message => message.LocalDay, cancellationToken);
            foreach (var media in due)
            {
                var host = HostOf(media);
                if (mine.Count >= free || slots.GetValueOrDefault(host) >= options.Value.PerHost) continue;
                if (await db.ChantierMedia.Where(row => row.Id == media.Id && row.State == MediaStates.Pending && row.Attempts == media.Attempts)
                    .ExecuteUpdateAsync(row => row.SetProperty(it => it.Attempts, media.Attempts + 1).SetProperty(it => it.NextAttemptAt, until), cancellationToken) == 0) continue;
                media.Attempts++;
                slots[host] = slots.GetValueOrDefault(host) + 1;
                mine.Add(new DueMedia(media, days.GetValueOrDefault(media.MessageId) ?? DateOnly.FromDateTime(now.UtcDateTime), host));
            }

            // Fewer than asked for: there are no others. None to claim: another node has them.
            if (due.Count < free || mine.Count == before) break;
        }

        await transaction.CommitAsync(cancellationToken);
        return mine;
    }

    // Those of hosts that have enough to do are left out, or a slow one with many photos would stand before all others.
    private IQueryable<ChantierMedia> Waiting(IEnumerable<string> busy, DateTimeOffset now)
    {
        var waiting = db.ChantierMedia.AsNoTracking().Where(media => media.State == MediaStates.Pending && media.NextAttemptAt <= now && media.Attempts < MostAttempts);
        foreach (var host in busy)
            waiting = host.Length == 0 ? waiting.Where(media => media.SourceId == null && media.SourceUrl != null) : waiting.Where(media => media.SourceId != null || media.SourceUrl == null || !media.SourceUrl.StartsWith(host));
        return waiting.OrderBy(media => media.NextAttemptAt).ThenBy(media => media.Id);
    }

    // As it is written, up to the path: https://host/. WhatsApp's ids are all asked of one host.
    private static string HostOf(ChantierMedia media)
    {
        if (media.SourceId is not null || media.SourceUrl is not { } url) return "";
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var end = start < 0 ? -1 : url.AsSpan(start + 3).IndexOfAny('/', '?', '#');
        return end < 0 ? url : url[..(start + 3 + end + 1)];
    }

    private async Task CopyAsync(DueMedia due, CancellationToken cancellationToken)
    {
        var media = due.Media;
        Result<KeptFile> kept;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            using var timer = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), limit, TimeSpan.FromSeconds(options.Value.FetchTimeoutSeconds), Timeout.InfiniteTimeSpan);
            kept = await FetchAsync(media, due.Day, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            kept = Unreachable("It took too long.");
        }
        catch (MediaTooLargeException exception)
        {
            kept = new Error(ErrorKind.TooLarge, "media_too_large", exception.Message);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            kept = Unreachable(exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Faulted(exception, media.Id);
            kept = Unreachable("It could not be kept; the log says why.");
        }

        await scopes.RunAsync(Caller.Jobs, services => FinishAsync(services.GetRequiredService<PeppiDbContext>(), media, kept, cancellationToken));
    }

    private async Task<Result<KeptFile>> FetchAsync(ChantierMedia media, DateOnly day, CancellationToken cancellationToken)
    {
        var bearer = media.SourceId is null ? null : whatsApp.Value.AccessToken;
        var address = await AddressAsync(media, bearer, cancellationToken);
        if (!address.Succeeded) return address.Error;
        var opened = await fetcher.OpenAsync(address.Value, bearer, null, cancellationToken);
        if (!opened.Succeeded) return opened.Error;
        await using var fetched = opened.Value;
        await using var content = new PeekedStream(fetched.Content);
        var head = await content.PeekAsync(MediaTypes.HeadLength, cancellationToken);
        if (MediaKinds.Fitting(media.ContentType, media.FileName, address.Value, fetched.ContentType, head.Span) is not { } type)
            return Unreachable(head.IsEmpty ? $"The host {address.Value.Host} answered with nothing." : $"The host {address.Value.Host} answered with something else than what was sent: {MediaTypes.Sniff(head.Span) ?? MediaTypes.Plain(fetched.ContentType) ?? "bytes that nobody knows"}.");
        var path = PathOf(media.ProjectId, day, $"{media.Id}{Extension(type, address.Value)}");
        return await scopes.RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(
            new KeepFile(BuiltInBuckets.Projets, path, content) { ContentType = type, Replace = true }, cancellationToken));
    }

    // WhatsApp's id stands for an address that lives five minutes, so it is asked for at each attempt.
    private async Task<Result<Uri>> AddressAsync(ChantierMedia media, string? bearer, CancellationToken cancellationToken)
    {
        if (media.SourceId is null)
            return Uri.TryCreate(media.SourceUrl, UriKind.Absolute, out var url) ? url : new Error(ErrorKind.Forbidden, "media_refused", "It has no address that could be opened.");
        if (string.IsNullOrEmpty(bearer)) return Unreachable("WhatsApp:AccessToken is not set.");
        var opened = await fetcher.OpenAsync(new Uri($"{whatsApp.Value.GraphUrl.TrimEnd('/')}/{Uri.EscapeDataString(media.SourceId)}"), bearer, LargestAnswer, cancellationToken);
        if (!opened.Succeeded) return opened.Error.Kind == ErrorKind.TooLarge ? Unreachable(NoAddress) : opened.Error;
        await using var answer = opened.Value;
        try
        {
            using var document = await JsonDocument.ParseAsync(answer.Content, default, cancellationToken);
            return Uri.TryCreate(document.RootElement.Text("url"), UriKind.Absolute, out var url) ? url : Unreachable(NoAddress);
        }
        catch (Exception exception) when (exception is JsonException or MediaTooLargeException)
        {
            return Unreachable(NoAddress);
        }
    }

    private async Task<Done> FinishAsync(PeppiDbContext mine, ChantierMedia claimed, Result<KeptFile> kept, CancellationToken cancellationToken)
    {
        await using var transaction = await mine.Database.BeginTransactionAsync(cancellationToken);

        // Somebody else took it over after the lease: what that node notes is what counts.
        if (await mine.ChantierMedia.SingleOrDefaultAsync(row => row.Id == claimed.Id && row.State == MediaStates.Pending && row.Attempts == claimed.Attempts, cancellationToken) is not { } media)
            return Done.Value;
        if (kept.Succeeded)
        {
            var file = kept.Value;
            (media.State, media.ObjectPath, media.Sha256, media.ContentType, media.SizeBytes) = (MediaStates.Stored, file.Path, file.SentSha256, file.ContentType, file.Size);

            // Sorted while it was fetched: it is moved in the next round.
            (media.StoredAt, media.Error, media.NextAttemptAt) = (time.GetUtcNow(), null, InPlace(file.Path, media.ProjectId) ? null : time.GetUtcNow());
            await mine.ChantierMessages.Where(message => message.Id == media.MessageId && (message.MediaUrl == null || message.MediaUrl == media.SourceUrl))
                .ExecuteUpdateAsync(row => row.SetProperty(message => message.MediaUrl, file.Path).SetProperty(message => message.MediaType, file.ContentType), cancellationToken);
        }
        else
        {
            media.Error = kept.Error.Message;
            var forGood = kept.Error.Kind is ErrorKind.Forbidden or ErrorKind.TooLarge or ErrorKind.Invalid or ErrorKind.UnsupportedType || media.Attempts > Waits.Length;
            if (forGood) (media.State, media.NextAttemptAt) = (MediaStates.Lost, null);
            else media.NextAttemptAt = time.GetUtcNow() + Waits[media.Attempts - 1];
        }

        await mine.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Done.Value;
    }

    // A file's name says whose rights it is under: it follows its message from one site to another.
    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var strays = await db.ChantierMedia.Where(media => media.State == MediaStates.Stored && media.NextAttemptAt != null)
            .OrderBy(media => media.Id).Take(200).ToListAsync(cancellationToken);
        foreach (var media in strays)
        {
            media.NextAttemptAt = null;
            if (media.ObjectPath is not { } old || !old.StartsWith("chantier/", StringComparison.Ordinal) || InPlace(old, media.ProjectId)) continue;
            var place = old.Split('/');
            var path = $"chantier/{Place(media.ProjectId)}/{string.Join('/', place[Math.Min(2, place.Length - 1)..])}";
            if (await db.Objects.AnyAsync(file => file.BucketId == BuiltInBuckets.Projets && file.Name == path, cancellationToken))
            {
                media.Error = $"It stays where it was: there is a file {path} already.";
                continue;
            }

            // Only what was stored here, under this photo's own number: a path that somebody else wrote stays what it was.
            if (media.Sha256 is not { } sha256 || Path.GetFileNameWithoutExtension(old) != media.Id.ToString(CultureInfo.InvariantCulture)) continue;
            if (await db.Objects.Where(file => file.BucketId == BuiltInBuckets.Projets && file.Name == old && file.SentSha256 == sha256)
                .ExecuteUpdateAsync(file => file.SetProperty(it => it.Name, path), cancellationToken) == 0) continue;
            await db.ChantierMessages.Where(message => message.Id == media.MessageId && message.MediaUrl == old)
                .ExecuteUpdateAsync(row => row.SetProperty(message => message.MediaUrl, path), cancellationToken);
            media.ObjectPath = path;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
    }

    /// <summary>Where photos wait whose message has no site yet.</summary>
    private const string Unsorted = "a-trier";

    private static bool InPlace(string path, int? project) => path.StartsWith($"chantier/{Place(project)}/", StringComparison.Ordinal);

    private static string Place(int? project) => project?.ToString(CultureInfo.InvariantCulture) ?? Unsorted;

    private static string PathOf(int? project, DateOnly day, string name) => string.Create(CultureInfo.InvariantCulture, $"chantier/{Place(project)}/{day:yyyy-MM-dd}/{name}");

    private static string Extension(string? type, Uri address) => type?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" or "image/jpg" => ".jpg",
        "image/png" => ".png",
        "image/webp" => ".webp",
        "image/gif" => ".gif",
        "image/heic" => ".heic",
        "application/pdf" => ".pdf",
        "video/mp4" => ".mp4",
        "audio/ogg" => ".ogg",
        "audio/mpeg" => ".mp3",
        "audio/mp4" => ".m4a",
        _ => Path.GetExtension(address.AbsolutePath) is { Length: > 1 and <= 6 } extension && extension[1..].All(char.IsAsciiLetterOrDigit) ? extension.ToLowerInvariant() : "",
    };

    /// <summary>A photo that this node fetches, the day that it was sent, and where it is.</summary>
    private sealed record DueMedia(ChantierMedia Media, DateOnly Day, string Host);

    private static Error Unreachable(string why) => new(ErrorKind.Unavailable, "media_unreachable", why);

    [LoggerMessage(LogLevel.Error, "Photo {Media} of a field message could not be kept")]
    private partial void Faulted(Exception exception, int media);
}
