namespace Peppi.Infrastructure.Instance;

/// <summary>Files and folders that only the account that runs Peppi may read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder with mode 0700, unless it exists.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    /// <summary>Writes a file with mode 0600 unless it exists; whoever comes first wins, and nobody sees it half written.</summary>
    public static void WriteNew(string path, string text)
    {
        var draft = WriteDraft(path, text);
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    /// <summary>Writes or replaces a file with mode 0600; a reader sees the old text or the new, never a part.</summary>
    public static void Write(string path, string text) => File.Move(WriteDraft(path, text), path, overwrite: true);

    private static string WriteDraft(string path, string text)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(draft, options);
        writer.Write(text);
        return draft;
    }
}
