using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Domain.Chantier;

namespace Peppi.Application.Chantier.Inbox;

/// <summary>Finds the site of a message: the sender's own, else a field that names one, else <c>#CODE</c> in the text, else none.</summary>
internal sealed class SiteBook(PeppiDbContext db)
{
    private readonly Dictionary<string, int?> byCode = [];
    private readonly Dictionary<string, int?> byName = [];
    private readonly HashSet<int> ids = [];

    /// <summary>Loads what sites there are; of an earlier time nothing is left, or each code would be there twice.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        byCode.Clear();
        byName.Clear();
        ids.Clear();
        foreach (var site in await db.Projects.AsNoTracking().Select(project => new { project.Id, project.Code, project.Name }).ToListAsync(cancellationToken))
        {
            ids.Add(site.Id);
            if (site.Code is { } code && MessageWords.Same(code) is { Length: > 0 } same) byCode[same] = byCode.ContainsKey(same) ? null : site.Id;

            // A code or name that two sites have names none.
            var name = MessageWords.Same(site.Name);
            byName[name] = byName.ContainsKey(name) ? null : site.Id;
        }
    }

    /// <summary>The site and how it was found; nothing where a person must sort it.</summary>
    public (int Project, string Route)? Find(IncomingMessage message, ChantierContact? sender)
    {
        if (sender?.ProjectId is { } own) return (own, MessageRoutes.Contact);
        foreach (var field in message.Sites)
        {
            if (Named(field) is { } named) return (named, MessageRoutes.Field);
        }

        foreach (var code in MessageWords.CodesIn(message.Text))
        {
            if (byCode.TryGetValue(MessageWords.Same(code), out var site) && site is { } known) return (known, MessageRoutes.Code);
        }

        return null;
    }

    private int? Named(NamedSite field)
    {
        // "12" in a field for names is a site of that name, not the twelfth.
        var text = field.Text;
        if (field.MayBeNumber && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ids.Contains(id)) return id;
        var same = MessageWords.Same(text);
        return same.Length == 0 ? null : byCode.TryGetValue(same, out var site) ? site : byName.GetValueOrDefault(same);
    }
}
