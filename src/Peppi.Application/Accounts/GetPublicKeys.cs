using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>The public halves of every key that may have signed a live token (RFC 7517).</summary>
public sealed record GetPublicKeys : IQuery<IReadOnlyList<PublicKey>>, IManagesOwnTransaction;

/// <summary>A P-256 public key.</summary>
/// <param name="Kid">Names it in token headers.</param>
/// <param name="X">Coordinate, base64url.</param>
/// <param name="Y">Coordinate, base64url.</param>
public sealed record PublicKey(string Kid, string X, string Y);

internal sealed class GetPublicKeysHandler(KeyRing keys) : IHandler<GetPublicKeys, IReadOnlyList<PublicKey>>
{
    public async Task<Result<IReadOnlyList<PublicKey>>> Handle(GetPublicKeys query, CancellationToken cancellationToken) =>
        (await keys.PublishedAsync(cancellationToken)).Select(key => new PublicKey(key.Kid, key.X, key.Y)).ToArray();
}
