using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;
using Peppi.Architecture.Offenders;
using Peppi.Domain.Shared;

namespace Peppi.Architecture.Offenders
{
    /// <summary>Names the one law that a planted type breaks.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class BreaksAttribute(string law) : Attribute
    {
        public string Law { get; } = law;
    }
}

namespace Peppi.Domain.Planted
{
    [Breaks("Domain touches nothing but the base library")]
    internal sealed class LawThatValidatesWithAPackage
    {
        private readonly InlineValidator<string>? validator;
    }
}

namespace Peppi.DataApi.Planted
{
    [Breaks("DataApi touches nothing but the base library")]
    internal static class StageThatReadsTheMapping
    {
        public static string Name() => nameof(PeppiDbContext) + typeof(PeppiDbContext).Name;
    }
}

namespace Peppi.Application.Planted
{
    [Breaks("Application knows no driver and no front door")]
    internal sealed class UseCaseThatReadsHttp
    {
        public static async Task<string> ReadAsync(object context)
        {
            await Task.Yield();
            return ((Microsoft.AspNetCore.Http.HttpContext)context).TraceIdentifier;
        }
    }

    [Breaks("Drivers live in Infrastructure only")]
    internal sealed class UseCaseThatOpensAConnection
    {
        public static Func<Task> Open() => async () => await new NpgsqlConnection("").OpenAsync();
    }

    [Breaks("MediatR stands behind Application.Shared")]
    internal sealed class UseCaseThatSendsByItself(IMediator mediator)
    {
        public Task<Result<Done>> SendAsync(IRequest<Result<Done>> request, CancellationToken cancellationToken) => mediator.Send(request, cancellationToken);
    }

    [Breaks("The accounts' login is used by the Accounts module only")]
    internal sealed class ModuleThatBorrowsTheAccountsLogin(AccountsDbContext accounts)
    {
        public string? Provider => accounts.Database.ProviderName;
    }

    [Breaks("Modules meet in Shared, Persistence and Contracts only")]
    internal sealed class ModuleThatReachesIntoAnother
    {
        public static string Code => Accounts.AccountErrors.InvalidCredentials.Code;
    }

    [Breaks("Time comes from TimeProvider")]
    internal sealed class UseCaseWithAWatchOfItsOwn
    {
        public static bool IsLate(DateTime due) => due < DateTime.Now;
    }

    [Breaks("Nothing blocks on a task")]
    internal sealed class UseCaseThatWaits
    {
        public static int Answer(Task<int> task) => task.Result;
    }

    [Breaks("Raw SQL is written in Infrastructure only")]
    internal sealed class UseCaseThatWritesSql
    {
        public static Task<int> RunAsync(DbContext db, string sql, CancellationToken cancellationToken) =>
            db.Database.ExecuteSqlRawAsync(sql, cancellationToken);
    }

    internal sealed record AskSomething : IQuery<Done>;

    internal sealed record AskMore : IQuery<Done>;

    internal sealed record AskElse : IQuery<Done>;

    [Breaks("Handlers and validators are internal and sealed")]
    internal class AskSomethingHandler : IHandler<AskSomething, Done>
    {
        public Task<Result<Done>> Handle(AskSomething request, CancellationToken cancellationToken) => Task.FromResult<Result<Done>>(Done.Value);
    }

    [Breaks("A handler has at most seven dependencies")]
    internal sealed class AskMoreHandler(object a, object b, object c, object d, object e, object f, object g, object h) : IHandler<AskMore, Done>
    {
        public object[] All => [a, b, c, d, e, f, g, h];

        public Task<Result<Done>> Handle(AskMore request, CancellationToken cancellationToken) => Task.FromResult<Result<Done>>(Done.Value);
    }

    [Breaks("A handler stands beside its request and carries its name")]
    internal sealed class SomebodyElseHandler : IHandler<AskElse, Done>
    {
        public Task<Result<Done>> Handle(AskElse request, CancellationToken cancellationToken) => Task.FromResult<Result<Done>>(Done.Value);
    }
}

namespace Peppi.Infrastructure.Planted
{
    [Breaks("Infrastructure shows one public type")]
    public sealed class DriverForEveryone;
}

namespace Peppi.WebApi.Planted
{
    [Breaks("Only Program names Infrastructure")]
    internal sealed class EndpointThatKnowsTheDrivers
    {
        public static Type Drivers => typeof(Infrastructure.InfrastructureServices);
    }

    [Breaks("Endpoints, pages and jobs touch no database context")]
    internal sealed class EndpointThatQueries(PeppiDbContext db)
    {
        public string? Provider => db.Database.ProviderName;
    }
}

namespace Peppi.Admin.Planted
{
    internal sealed class Room;

    [Breaks("A page model holds no rule: it is sealed and reaches the system through UseCases")]
    internal class OpenPage : PageModel;
}

namespace Peppi.WebApi.Planted
{
    [Breaks("The front doors do not know each other")]
    internal sealed class EndpointThatOpensThePage
    {
        public static Type Page => typeof(Admin.Planted.Room);
    }
}
