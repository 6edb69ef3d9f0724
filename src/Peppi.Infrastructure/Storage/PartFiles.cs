using System.Globalization;
using Peppi.Application.Files;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>Where uploads are written before they are kept: a folder beside the contents, on the same disk, so that keeping is a rename.</summary>
internal sealed class PartFiles(InstanceSettings settings)
{
    private const string Suffix = ".part";

    private string Folder { get; } = Path.Combine(settings.StorageFolder, "incoming");

    /// <summary>A new file that vanishes when disposed.</summary>
    public PartFile Make()
    {
        Directory.CreateDirectory(Folder);
        var path = Path.Combine(Folder, $"{Guid.NewGuid():N}{Suffix}");
        return new PartFile(path, Open(path, FileMode.CreateNew), lasting: false);
    }

    /// <summary>The file of an upload in parts; null while it is open elsewhere, in this process or another.</summary>
    public PartFile? Open(Guid upload)
    {
        var first = !Directory.Exists(Folder);
        Directory.CreateDirectory(Folder);
        if (first) DiskSync.Folder(Path.GetDirectoryName(Folder)!);
        var path = PathOf(upload);
        try
        {
            var made = !File.Exists(path);
            var part = new PartFile(path, Open(path, FileMode.OpenOrCreate), lasting: true);

            // A part whose name a power cut takes away was never received.
            if (made) DiskSync.Folder(Folder);
            return part;
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Removes the file of an upload in parts.</summary>
    public void Remove(Guid upload) => File.Delete(PathOf(upload));

    /// <summary>Removes what nobody has touched for long; how many.</summary>
    public int Sweep(DateTimeOffset before, IReadOnlySet<Guid> uploads)
    {
        if (!Directory.Exists(Folder)) return 0;
        var removed = 0;
        foreach (var path in Directory.EnumerateFiles(Folder, "*" + Suffix))
        {
            var going = Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "D", out var upload) && uploads.Contains(upload);
            if (going || File.GetLastWriteTimeUtc(path) >= before.UtcDateTime) continue;
            File.Delete(path);
            removed++;
        }

        return removed;
    }

    private string PathOf(Guid upload) => Path.Combine(Folder, upload.ToString("D", CultureInfo.InvariantCulture) + Suffix);

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}

/// <summary>A file that is being written.</summary>
internal sealed class PartFile(string path, FileStream content, bool lasting) : IPartFile
{
    /// <summary>Where it lies.</summary>
    public string Path => path;

    /// <summary>Whether it stays where it is: an upload in parts may have to finish once more after a crash.</summary>
    public bool Lasting => lasting;

    public Stream Content => content;

    public void Flush() => content.Flush(flushToDisk: true);

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        if (!lasting) File.Delete(path);
    }
}
