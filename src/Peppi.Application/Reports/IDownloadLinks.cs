namespace Peppi.Application.Reports;

/// <summary>Signs and checks links that give a stored file to whoever holds them, for a limited time.</summary>
public interface IDownloadLinks
{
    /// <summary>A token that opens <paramref name="path"/> until <paramref name="expires"/>.</summary>
    string Sign(string path, DateTimeOffset expires);

    /// <summary>True for a token that opens this very path, now.</summary>
    bool Opens(string path, string token);
}
