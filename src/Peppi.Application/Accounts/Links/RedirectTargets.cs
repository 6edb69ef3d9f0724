using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts.Links;

/// <summary>
/// Where a link may lead after it was opened: the site itself, and what <c>Auth:RedirectUrls</c> lists. Whatever else is asked for,
/// the site it is. Scheme, host with port, and path are compared each on its own, after parsing: a sign that is clever in one part
/// cannot reach into another.
/// </summary>
internal sealed class RedirectTargets
{
    private static readonly string[] Executable = ["javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source"];
    private readonly Uri site;
    private readonly IReadOnlyList<Pattern> allowed;

    public RedirectTargets(IOptions<AccountsOptions> options, IOptions<PublicUrlOptions> urls)
    {
        site = new Uri(string.IsNullOrWhiteSpace(options.Value.SiteUrl) ? urls.Value.Admin : options.Value.SiteUrl);
        allowed = [.. options.Value.RedirectUrls.Where(url => !string.IsNullOrWhiteSpace(url)).Select(Pattern.Parse)];
    }

    private sealed record Pattern(Regex Scheme, Regex Authority, Regex Path)
    {
        public static Pattern Parse(string text)
        {
            var scheme = text.IndexOf(':', StringComparison.Ordinal);
            var rest = text[(scheme + 1)..];
            var authority = rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : "";
            var path = authority.Length == 0 ? rest : "";
            if (authority.IndexOfAny(['/', '?', '#']) is var end and >= 0) (authority, path) = (authority[..end], authority[end..]);
            return new Pattern(Glob(text[..Math.Max(scheme, 0)], "."), Glob(authority, ".:"), Glob(path is "" ? "/" : path, "./"));
        }

        // * is a run without separators, ** a run of anything, ? one sign that is no separator.
        private static Regex Glob(string glob, string separators)
        {
            var pattern = new StringBuilder("^");
            var within = $"[^{Regex.Escape(separators)}]";
            for (var at = 0; at < glob.Length; at++)
            {
                if (glob[at] != '*') pattern.Append(glob[at] == '?' && separators != "./" ? within : Regex.Escape(glob[at].ToString()));
                else if (at + 1 < glob.Length && glob[at + 1] == '*') (_, at) = (pattern.Append(".*"), at + 1);
                else pattern.Append(within).Append('*');
            }

            return new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        }
    }

    /// <summary>Where a link leads that names nothing.</summary>
    public string Site => site.AbsoluteUri;

    /// <summary>What was asked for where that is allowed, else the site.</summary>
    public string Choose(string? asked) => Allowed(asked) ?? Site;

    private string? Allowed(string? asked)
    {
        // Browsers drop tabs and line ends, and take a backslash for a slash: what they would read differently is not read at all.
        if (string.IsNullOrEmpty(asked) || asked.Length > 2000 || asked.Any(sign => char.IsControl(sign) || char.IsWhiteSpace(sign) || sign is '\\' or '"' or '<' or '>' or '`')) return null;
        if (!Uri.TryCreate(asked, UriKind.Absolute, out var target) || target.UserInfo.Length > 0 || Executable.Contains(target.Scheme)) return null;

        var web = target.Scheme is "http" or "https";
        var slashes = asked.AsSpan(target.Scheme.Length + 1).StartsWith("//");
        if (web && (!slashes || target.Host.Length == 0)) return null;
        if (asked.Contains('@', StringComparison.Ordinal) && web && asked[..(asked.IndexOfAny(['/', '?', '#'], target.Scheme.Length + 3) is var cut and >= 0 ? cut : asked.Length)].Contains('@', StringComparison.Ordinal)) return null;

        // The canonical form is both judged and answered with: no two readings of one text.
        var canonical = target.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped);
        if (web && target.Scheme == site.Scheme && target.IdnHost == site.IdnHost && target.Port == site.Port) return canonical;

        var authority = web ? (target.IsDefaultPort ? target.IdnHost : $"{target.IdnHost}:{target.Port}") : target.Authority;
        var path = target.PathAndQuery is "" ? "/" : target.PathAndQuery;
        var bare = target.AbsolutePath is "" ? "/" : target.AbsolutePath;
        return allowed.Any(pattern => pattern.Scheme.IsMatch(target.Scheme) && pattern.Authority.IsMatch(authority)
            && (pattern.Path.IsMatch(path) || pattern.Path.IsMatch(bare))) ? canonical : null;
    }
}
