using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Peppi.Infrastructure.Storage;

/// <summary>What .NET has no call for: bringing a folder's own entries to the disk, without which a new name may be gone after a power cut.</summary>
internal static class DiskSync
{
    /// <summary>Flushes the entries of a folder.</summary>
    public static void Folder(string path)
    {
        // Elsewhere renaming is durable by itself, or there is no way to ask for it.
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(Chars(path), 0);
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

    /// <summary>Gives a file a second name; false where that name is taken.</summary>
    public static bool Link(string file, string name)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            File.Copy(file, name + ".copy", overwrite: true);
            File.Move(name + ".copy", name, overwrite: true);
            return true;
        }

        const int taken = 17;
        if (MakeLink(Chars(file), Chars(name)) == 0) return true;
        var fault = Marshal.GetLastPInvokeError();
        return fault == taken ? false : throw new IOException($"{name} cannot be made.", new Win32Exception(fault));
    }

    private static byte[] Chars(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int MakeLink(byte[] file, byte[] name);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
