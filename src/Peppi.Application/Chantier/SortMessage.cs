using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Chantier;
using Peppi.Domain.Shared;

namespace Peppi.Application.Chantier;

/// <summary>Gives a message to a site: one that waited, or one that went to the wrong place.</summary>
/// <param name="Id">The message.</param>
/// <param name="ProjectId">The site.</param>
public sealed record SortMessage(int Id, int? ProjectId) : ICommand<SortedMessage>
{
    /// <summary>Whether the sender's messages go there from now on, and those that wait go with this one.</summary>
    public bool Remember { get; init; }
}

/// <summary>What was sorted.</summary>
/// <param name="ProjectName">Where it went.</param>
/// <param name="Messages">How many messages.</param>
public sealed record SortedMessage(string ProjectName, int Messages);

internal sealed class SortMessageValidator : AbstractValidator<SortMessage>
{
    public SortMessageValidator() => RuleFor(command => command.ProjectId).NotNull().WithMessage("Choose a site.");
}

internal sealed class SortMessageHandler(PeppiDbContext db) : IHandler<SortMessage, SortedMessage>
{
    public async Task<Result<SortedMessage>> Handle(SortMessage command, CancellationToken cancellationToken)
    {
        if (await db.Projects.AsNoTracking().SingleOrDefaultAsync(project => project.Id == command.ProjectId, cancellationToken) is not { } site) return SharedErrors.NotFound("project");
        if (await db.ChantierMessages.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } message) return SharedErrors.NotFound("message");
        List<ChantierMessage> sorted = [message];
        if (command.Remember && message.ContactId is { } sender)
        {
            if (await db.ChantierContacts.SingleOrDefaultAsync(contact => contact.Id == sender, cancellationToken) is { } contact) contact.ProjectId = site.Id;
            sorted.AddRange(await db.ChantierMessages.Where(row => row.ContactId == sender && row.ProjectId == null && row.Id != message.Id).ToListAsync(cancellationToken));
        }

        foreach (var row in sorted) (row.ProjectId, row.RoutedBy) = (site.Id, MessageRoutes.Person);
        var saved = await db.SaveVisibleAsync(cancellationToken);
        return saved.Succeeded ? new SortedMessage(site.Name, sorted.Count) : saved.Error;
    }
}
