using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Projects;

/// <summary>The people whom the caller may make a manager or a member: those of the directory.</summary>
public sealed record ListKnownPeople : IQuery<IReadOnlyList<KnownPersonLine>>;

/// <summary>A person of the directory.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name to show.</param>
public sealed record KnownPersonLine(Guid Id, string Name);

internal sealed class ListKnownPeopleHandler(PeppiDbContext db) : IHandler<ListKnownPeople, IReadOnlyList<KnownPersonLine>>
{
    public async Task<Result<IReadOnlyList<KnownPersonLine>>> Handle(ListKnownPeople query, CancellationToken cancellationToken)
    {
        var people = await db.Set<KnownPerson>().Select(person => new KnownPersonLine(person.Id, person.DisplayName)).ToListAsync(cancellationToken);
        return people.OrderBy(person => person.Name, StringComparer.CurrentCultureIgnoreCase).ToArray();
    }
}
