using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Infrastructure.Accounts;

/// <summary>
/// Keeps ASP.NET's data-protection keys in the database, sealed with the instance's master key: every node reads the others' cookies,
/// and a restart signs nobody out.
/// </summary>
internal sealed class PgKeyRing(IServiceScopeFactory scopes, ISecretSeal seal) : IXmlRepository
{
    private const string Purpose = "data_protection_key";

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        using var transaction = accounts.Database.BeginTransaction();
        return [.. accounts.DataProtectionKeys.Select(key => key.SealedXml).ToList()
            .Select(xml => XElement.Parse(Encoding.UTF8.GetString(seal.Open(xml, Purpose))))];
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountsDbContext>();
        using var transaction = accounts.Database.BeginTransaction();
        accounts.Add(new DataProtectionKeyRecord
        {
            FriendlyName = friendlyName,
            SealedXml = seal.Seal(Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), Purpose),
        });
        accounts.SaveChanges();
        transaction.Commit();
    }
}
