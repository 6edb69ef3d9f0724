using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Peppi.Infrastructure.Storage;

/// <summary>What .NET has no call for: bringing a folder's own entries to the disk, without which a new name may be gone after a power cut.</summary>
internal static class DiskSync
{
    /// <summary>Flushes the entries of a folder.</summary>
    public static void Folder(string path)
    {
        // Elsewhere renaming is durable by itself, or there is no way to ask for it.
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(path, 0);
        if (handle < 0) throw new IOException($"{path} cannot be opened.", new Win32Exception(Marshal.GetLastPInvokeError()));
        try
        {
            if (Sync(handle) != 0) throw new IOException($"{path} cannot be flushed.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
