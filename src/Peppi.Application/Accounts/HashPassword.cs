using Microsoft.AspNetCore.Identity;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>The stored form of a password, for loaders that write accounts in bulk (demo data, imports).</summary>
/// <param name="Password">The password.</param>
public sealed record HashPassword(string Password) : IQuery<string>, IManagesOwnTransaction;

internal sealed class HashPasswordHandler(IPasswordHasher<Account> hasher) : IHandler<HashPassword, string>
{
    public Task<Result<string>> Handle(HashPassword query, CancellationToken cancellationToken) =>
        Task.FromResult<Result<string>>(hasher.HashPassword(new Account(), query.Password));
}
