using System.Text.Json;
using System.Text.Json.Nodes;

namespace Peppi.Application.Shared;

/// <summary>The database role that a caller's statements run under; each has a login and a connection pool of its own.</summary>
public enum DatabaseRole
{
    /// <summary>Nobody is signed in: sees exposed tables, and no row in them.</summary>
    Anon,

    /// <summary>A person: the permission matrix decides.</summary>
    Authenticated,

    /// <summary>A server that holds the service key: every row.</summary>
    Service,

    /// <summary>Peppi's own background work: outbox, mail, schedules.</summary>
    Jobs,
}

/// <summary>On whose behalf a request runs. Row-level security reads nothing else.</summary>
/// <param name="Role">The database role.</param>
/// <param name="UserId">The person, where there is one (<c>auth.uid()</c>).</param>
/// <param name="Claims">The JSON text that <c>request.jwt.claims</c> holds (<c>auth.jwt()</c>).</param>
public sealed record Caller(DatabaseRole Role, Guid? UserId, string Claims)
{
    /// <summary>The session that the access token belongs to, if any.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Of a server: which of the service keys it came with. It opens nothing; it says whether the key still stands.</summary>
    public string? KeyMark { get; init; }

    /// <summary>The person's address, if any.</summary>
    public string? Email { get; init; }

    /// <summary>How surely it is this person: <c>aal2</c> where a second factor was proved.</summary>
    public string? Aal { get; init; }

    /// <summary>The program or browser, as it names itself, for the audit log.</summary>
    public string? UserAgent
    {
        get;
        init => field = Text.Cut(value, 400);
    }

    /// <summary>Where the request came from, for the audit log.</summary>
    public string? IpAddress { get; init; }

    /// <summary>Ties a request to its log lines and audit rows.</summary>
    public string? RequestId { get; init; }

    /// <summary>
    /// The same person, as surely as the session says: a token that was given when the session had proved more says too much since the
    /// factor is gone. Never more surely than the token itself.
    /// </summary>
    public Caller Within(string? sessionAal)
    {
        if (Aal != "aal2" || sessionAal == "aal2") return this;
        var claims = JsonNode.Parse(Claims)!.AsObject();
        claims["aal"] = "aal1";
        return this with { Aal = "aal1", Claims = claims.ToJsonString(JsonSerializerOptions.Web) };
    }

    /// <summary>Nobody.</summary>
    public static Caller Anonymous { get; } = new(DatabaseRole.Anon, null, """{"role":"anon"}""");

    /// <summary>A holder of the service key.</summary>
    public static Caller Service { get; } = new(DatabaseRole.Service, null, """{"role":"service_role"}""");

    /// <summary>Peppi's own background work.</summary>
    public static Caller Jobs { get; } = new(DatabaseRole.Jobs, null, """{"role":"peppi_jobs"}""");

    /// <summary>
    /// A person, without a token: work done on somebody's behalf, with exactly that person's rights. It counts as having proved a second
    /// factor: the person allowed it when present, and nobody else can set it off.
    /// </summary>
    public static Caller OnBehalfOf(Guid userId, string? email) => Of(userId, email, "aal2");

    /// <summary>A person, as surely as <paramref name="aal"/> says.</summary>
    public static Caller Of(Guid userId, string? email, string aal) =>
        new(DatabaseRole.Authenticated, userId, new JsonObject
        {
            ["sub"] = userId.ToString(),
            ["role"] = "authenticated",
            ["aud"] = "authenticated",
            ["email"] = email,
            ["aal"] = aal,
        }.ToJsonString(JsonSerializerOptions.Web))
        { Email = email, Aal = aal };
}
