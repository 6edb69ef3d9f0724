using Peppi.Domain.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Auth;

/// <summary>What GoTrue has and Peppi has not: each says so in the words that the client library knows.</summary>
internal static class AuthDisabled
{
    public static readonly Error Phone = new(ErrorKind.Invalid, "phone_provider_disabled", "Unsupported phone provider");
    public static readonly Error Anonymous = new(ErrorKind.Conflict, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    public static readonly Error IdToken = new(ErrorKind.Invalid, "provider_disabled", "Sign-in with ID tokens is disabled");
    public static readonly Error Web3 = new(ErrorKind.Conflict, "web3_provider_disabled", "Web3 provider is disabled");
    private static readonly Error Saml = new(ErrorKind.NotFound, "saml_provider_disabled", "SAML 2.0 is disabled");
    private static readonly Error Social = new(ErrorKind.Invalid, "validation_failed", "Unsupported provider: provider is not enabled");
    private static readonly Error Linking = new(ErrorKind.NotFound, "manual_linking_disabled", "Manual linking is disabled");

    /// <summary><c>POST /auth/v1/sso</c> and what belongs to it.</summary>
    public static Task SamlAsync(HttpContext http) => ErrorRenderer.WriteAsync(http, Dialect.Auth, Saml);

    /// <summary><c>GET /auth/v1/authorize</c>, <c>/callback</c>: social providers.</summary>
    public static Task SocialAsync(HttpContext http) => ErrorRenderer.WriteAsync(http, Dialect.Auth, Social);

    /// <summary><c>GET /auth/v1/user/identities/authorize</c></summary>
    public static Task LinkingAsync(HttpContext http) => ErrorRenderer.WriteAsync(http, Dialect.Auth, Linking);
}
