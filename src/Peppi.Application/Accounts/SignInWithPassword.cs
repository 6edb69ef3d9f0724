using FluentValidation;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Application.Accounts;

/// <summary>Signs a person in with address and password and opens a session for a client app.</summary>
/// <param name="Email">The address of the account.</param>
/// <param name="Password">The password, untruncated.</param>
/// <param name="UserAgent">The program that asks, as it names itself.</param>
public sealed record SignInWithPassword(string Email, string Password, string? UserAgent) : ICommand<SignedIn>, IManagesOwnTransaction;

internal sealed class SignInWithPasswordValidator : AbstractValidator<SignInWithPassword>
{
    public SignInWithPasswordValidator()
    {
        RuleFor(command => command.Email).NotEmpty().WithName("email");
        RuleFor(command => command.Password).NotEmpty().WithName("password");
    }
}

internal sealed class SignInWithPasswordHandler(PasswordCheck check, AccountsDbContext accounts, Sessions sessions)
    : IHandler<SignInWithPassword, SignedIn>
{
    public async Task<Result<SignedIn>> Handle(SignInWithPassword command, CancellationToken cancellationToken)
    {
        var proved = await check.RunAsync(command.Email, command.Password, cancellationToken);
        if (!proved.Succeeded) return proved.Error;

        await sessions.PrepareAsync(cancellationToken);
        await using var transaction = await accounts.Database.BeginTransactionAsync(cancellationToken);
        var entered = await check.EnterAsync(proved.Value, cancellationToken);
        if (!entered.Succeeded) return entered.Error;
        var session = sessions.Open(entered.Value, Sessions.Api, command.UserAgent, SignInMethods.Password);
        var signedIn = await sessions.IssueAsync(entered.Value, session, parent: null, cancellationToken);
        await accounts.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return signedIn;
    }
}
