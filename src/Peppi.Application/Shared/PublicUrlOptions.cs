namespace Peppi.Application.Shared;

/// <summary>Under which addresses the outside reaches Peppi (section <c>PublicUrl</c>): links in mails, issuer of tokens.</summary>
public sealed class PublicUrlOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "PublicUrl";

    /// <summary>Base of the API, without a slash at the end.</summary>
    public string Api { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Base of the admin site, without a slash at the end.</summary>
    public string Admin { get; set; } = "http://127.0.0.1:5081";
}
