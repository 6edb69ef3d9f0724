using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts.Keys;

/// <summary>What can go wrong with keys.</summary>
internal static class KeyErrors
{
    /// <summary>The key of the anon and service keys ends by issuing those anew.</summary>
    public static readonly Error SignsApiKeys = new(ErrorKind.Conflict, "key_signs_api_keys", "This key signs the anon and service_role keys.",
        Hint: "Issue those anew instead: the old ones end with that.");

    /// <summary>It was revoked before.</summary>
    public static readonly Error AlreadyRevoked = new(ErrorKind.Conflict, "key_already_revoked", "This key was already revoked.");
}
