using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Application.Webhooks.Contracts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Webhooks;

/// <summary>Adds an address that shall hear of changes. The answer is the secret that signs what it is sent, shown this once.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Url">Where events go.</param>
/// <param name="Format"><c>peppi</c> or <c>slack</c>.</param>
/// <param name="Events">What it wants, e.g. <c>reservations.insert</c>, <c>payments.*</c>, <c>alert.*</c>, <c>*</c>.</param>
public sealed record AddWebhook(string Name, string Url, string Format, IReadOnlyList<string> Events) : ICommand<string>;

/// <summary>Switches a target on or off; what waits for one that is off waits on.</summary>
/// <param name="Id">The target.</param>
/// <param name="Active">Whether it is sent anything.</param>
public sealed record SwitchWebhook(Guid Id, bool Active) : ICommand<Done>;

/// <summary>Gives a target another secret; the one before signs too for a day. The answer is the new one, shown this once.</summary>
/// <param name="Id">The target.</param>
public sealed record RotateWebhookSecret(Guid Id) : ICommand<string>;

/// <summary>Removes a target and what waits for it. The answer is its name.</summary>
/// <param name="Id">The target.</param>
public sealed record DeleteWebhook(Guid Id) : ICommand<string>;

/// <summary>Sends a target a test event, with the next look of the worker.</summary>
/// <param name="Id">The target.</param>
public sealed record PingWebhook(Guid Id) : ICommand<Done>;

/// <summary>Sends again what was given up, for another day. The answer is how many events.</summary>
/// <param name="TargetId">The target.</param>
/// <param name="EventId">One event; null for all of the target's that were given up.</param>
public sealed record ReplayWebhook(Guid TargetId, long? EventId = null) : ICommand<int>;

internal sealed class AddWebhookValidator : AbstractValidator<AddWebhook>
{
    public AddWebhookValidator()
    {
        RuleFor(command => command.Name).NotEmpty().WithMessage("Enter a name.").MaximumLength(60).WithMessage("Shorten the name to 60 characters.");
        RuleFor(command => command.Url).Must(IsAddress).WithMessage("Enter an address that begins with https:// or http://, without a name or password in it.");
        RuleFor(command => command.Format).OneOf(WebhookEvents.Formats);
        RuleFor(command => command.Events).NotEmpty().WithMessage("Choose at least one event.");
        RuleFor(command => command.Events).Must(events => events.All(WebhookEvents.IsPattern)).WithMessage("An event reads like payments.insert, payments.* or *.");
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0 && url.Length <= 2000;
}

internal sealed class AddWebhookHandler(PeppiDbContext db, WebhookSecrets secrets, CallerContext caller, TimeProvider time) : IHandler<AddWebhook, string>
{
    public Task<Result<string>> Handle(AddWebhook command, CancellationToken cancellationToken)
    {
        // Who may not is refused by row-level security when it is saved.
        var secret = WebhookSecrets.Make();
        db.Add(new WebhookTarget
        {
            Id = Guid.CreateVersion7(),
            Name = command.Name.Trim(),
            Url = command.Url,
            Format = command.Format,
            Events = [.. command.Events.Distinct()],
            Secret = secrets.Sealed(secret),
            CreatedBy = caller.Current.UserId,
            CreatedAt = time.GetUtcNow(),
        });
        return Task.FromResult<Result<string>>(secret);
    }
}

internal sealed class SwitchWebhookHandler(PeppiDbContext db, TimeProvider time) : IHandler<SwitchWebhook, Done>
{
    public async Task<Result<Done>> Handle(SwitchWebhook command, CancellationToken cancellationToken)
    {
        if (await db.WebhookTargets.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } target) return SharedErrors.NotFound("webhook");
        if (command.Active && !target.Active)
        {
            // The day that an event is tried for begins when it can be tried.
            var now = time.GetUtcNow();
            await db.OutgoingEvents.Where(row => row.TargetId == target.Id && row.Status == "pending").ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, now), cancellationToken);
        }

        target.Active = command.Active;
        return Done.Value;
    }
}

internal sealed class RotateWebhookSecretHandler(PeppiDbContext db, WebhookSecrets secrets, TimeProvider time) : IHandler<RotateWebhookSecret, string>
{
    private static readonly TimeSpan ChangeOver = TimeSpan.FromDays(1);

    public async Task<Result<string>> Handle(RotateWebhookSecret command, CancellationToken cancellationToken)
    {
        if (await db.WebhookTargets.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } target) return SharedErrors.NotFound("webhook");
        var secret = WebhookSecrets.Make();
        (target.PreviousSecret, target.PreviousUntil, target.Secret) = (target.Secret, time.GetUtcNow() + ChangeOver, secrets.Sealed(secret));
        return secret;
    }
}

internal sealed class DeleteWebhookHandler(PeppiDbContext db) : IHandler<DeleteWebhook, string>
{
    public async Task<Result<string>> Handle(DeleteWebhook command, CancellationToken cancellationToken)
    {
        if (await db.WebhookTargets.SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } target) return SharedErrors.NotFound("webhook");
        db.Remove(target);
        return target.Name;
    }
}

internal sealed class PingWebhookHandler(PeppiDbContext db, TimeProvider time) : IHandler<PingWebhook, Done>
{
    public async Task<Result<Done>> Handle(PingWebhook command, CancellationToken cancellationToken)
    {
        if (await db.WebhookTargets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == command.Id, cancellationToken) is not { } target) return SharedErrors.NotFound("webhook");
        var now = time.GetUtcNow();
        db.Add(WebhookEvents.Queued(target.Id, target.Format, new WebhookNews($"ping_{Guid.CreateVersion7():N}", "ping", now) { Text = "Peppi: test." }, now));
        return Done.Value;
    }
}

internal sealed class ReplayWebhookHandler(PeppiDbContext db, TimeProvider time) : IHandler<ReplayWebhook, int>
{
    public async Task<Result<int>> Handle(ReplayWebhook command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.OutgoingEvents.Where(row => row.TargetId == command.TargetId && row.Status == "dead" && (command.EventId == null || row.Id == command.EventId))
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.Status, "pending").SetProperty(it => it.Attempts, 0).SetProperty(it => it.NextAttemptAt, now)
                .SetProperty(it => it.CreatedAt, now).SetProperty(it => it.FinishedAt, (DateTimeOffset?)null), cancellationToken);
    }
}
