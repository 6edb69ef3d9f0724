using Peppi.Application.Shared;
using Peppi.Infrastructure.Instance;

namespace Peppi.Infrastructure.Storage;

/// <summary>Files under the state folder. A write becomes visible whole or not at all: written aside, flushed to the disk, renamed.</summary>
internal sealed class LocalFileStore(InstanceSettings settings) : IFileStore
{
    public async Task PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var target = Locate(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var aside = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var file = new FileStream(aside, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = content.Length, BufferSize = 0, Options = FileOptions.Asynchronous }))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(aside, target, overwrite: true);
        }
        finally
        {
            if (File.Exists(aside)) File.Delete(aside);
        }
    }

    public Task<Stream?> OpenAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(Locate(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task RemoveAsync(string path, CancellationToken cancellationToken)
    {
        File.Delete(Locate(path));
        return Task.CompletedTask;
    }

    // Only what Peppi itself names: nothing that climbs out of the folder, hides, or means something to the file system.
    private string Locate(string path)
    {
        var segments = path.Split('/');
        var plain = segments.All(segment => segment.Length is > 0 and <= 120 && segment[0] != '.' && segment.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'));
        return plain ? Path.Combine([settings.StorageFolder, .. segments]) : throw new ArgumentException($"'{path}' is not a path of the store.", nameof(path));
    }
}
