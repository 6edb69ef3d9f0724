namespace Peppi.Application.Accounts.Contracts;

/// <summary>Whether a service key that somebody once came with still works.</summary>
public interface IKeyStanding
{
    /// <summary>True while the key of that mark (<see cref="Shared.Caller.KeyMark"/>) is neither revoked, replaced nor expired.</summary>
    ValueTask<bool> StandsAsync(string mark, CancellationToken cancellationToken);
}
