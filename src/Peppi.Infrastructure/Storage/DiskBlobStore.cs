using System.Collections.Concurrent;
using Peppi.Application.Files;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>
/// Contents in the state folder, each under its SHA-256: <c>storage/blobs/ab/cd/abcd…</c>. A content appears whole or not at all: it is
/// written aside, flushed, renamed, and the folder is flushed too, all before any row points to it.
/// </summary>
internal sealed class DiskBlobStore(InstanceSettings settings, PartFiles parts) : IBlobStore
{
    private readonly ConcurrentDictionary<string, bool> settled = new(StringComparer.Ordinal);

    private string Root { get; } = Path.Combine(settings.StorageFolder, "blobs");

    public IPartFile Stage() => parts.Make();

    public IPartFile? Stage(Guid upload) => parts.Open(upload);

    public void Discard(Guid upload) => parts.Remove(upload);

    public int SweepParts(DateTimeOffset before, IReadOnlySet<Guid> uploads) => parts.Sweep(before, uploads);

    public Task KeepAsync(IPartFile part, string sha256, CancellationToken cancellationToken)
    {
        var target = PathOf(sha256);
        if (!File.Exists(target))
        {
            part.Flush();
            Settle(Path.GetDirectoryName(target)!);
            var file = (PartFile)part;
            if (file.Lasting) DiskSync.Link(file.Path, target);
            else File.Move(file.Path, target, overwrite: true);
        }

        // Also where somebody else has just brought it: his flush may still be under way.
        Settle(Path.GetDirectoryName(target)!);
        DiskSync.Folder(Path.GetDirectoryName(target)!);
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(string sha256, long from, CancellationToken cancellationToken)
    {
        try
        {
            var content = new FileStream(PathOf(sha256), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read | FileShare.Delete,
                BufferSize = 0,
                Options = FileOptions.Asynchronous,
            });
            content.Position = from;
            return Task.FromResult<Stream?>(content);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task RemoveAsync(string sha256, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    // A new folder's own entry must survive as well. One that is there may have been made a moment ago by another process, whose flush is
    // still under way: each process flushes for itself, once.
    private void Settle(string folder)
    {
        if (settled.ContainsKey(folder) && Directory.Exists(folder)) return;
        var parent = Path.GetDirectoryName(folder)!;
        if (folder != Root) Settle(parent);
        Directory.CreateDirectory(folder);
        DiskSync.Folder(parent);
        settled[folder] = true;
    }

    // Only a SHA-256 is a name here, so nobody's words ever reach the disk.
    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(Root, sha256[..2], sha256[2..4], sha256)
        : throw new ArgumentException($"'{sha256}' is no SHA-256.", nameof(sha256));
}
