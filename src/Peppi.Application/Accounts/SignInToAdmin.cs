using FluentValidation;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Signs a person in to the admin site and opens a session there, which the site's cookie names.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="Password">The password, untruncated.</param>
/// <param name="UserAgent">The browser, as it names itself.</param>
public sealed record SignInToAdmin(string Email, string Password, string? UserAgent) : ICommand<AdminSession>, IManagesOwnTransaction;

/// <summary>A session of the admin site.</summary>
/// <param name="Id">The session.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Email">The person's address.</param>
public sealed record AdminSession(Guid Id, Guid UserId, string Email);

internal sealed class SignInToAdminValidator : AbstractValidator<SignInToAdmin>
{
    public SignInToAdminValidator()
    {
        RuleFor(command => command.Email).NotEmpty().WithMessage("Enter your e-mail address.");
        RuleFor(command => command.Password).NotEmpty().WithMessage("Enter your password.");
    }
}

internal sealed class SignInToAdminHandler(PasswordCheck check, AccountsDbContext accounts, Sessions sessions) : IHandler<SignInToAdmin, AdminSession>
{
    public async Task<Result<AdminSession>> Handle(SignInToAdmin command, CancellationToken cancellationToken)
    {
        var proved = await check.RunAsync(command.Email, command.Password, cancellationToken);
        if (!proved.Succeeded) return proved.Error;

        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var entered = await check.EnterAsync(proved.Value, cancellationToken);
        if (!entered.Succeeded) return entered.Error;
        var session = sessions.Open(entered.Value, Sessions.Admin, command.UserAgent, SignInMethods.Password);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new AdminSession(session.Id, entered.Value.Id, entered.Value.Email ?? "");
    }
}
