using Peppi.Application.Shared;

namespace Peppi.Application.Files.Contracts;

/// <summary>Makes signed links for other modules, without looking whether there is such a file: whoever follows one finds out.</summary>
public interface IFileTickets
{
    /// <summary>The token by which its holder reads a file, with its maker's rights of the moment, until its time.</summary>
    string ToRead(string bucket, string path, Caller maker, DateTimeOffset expires);
}
