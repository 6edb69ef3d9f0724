using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts.Import;
using Peppi.Application.Shared;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Instance;

/// <summary>The verbs of <c>./peppi</c> that operate an instance. Whoever may run them has the master key, so may do anything.</summary>
internal static class OperatorCommands
{
    /// <summary>The command that these arguments ask for; null where they are no verb of an operator.</summary>
    public static Func<CommandRun, Task<Error?>>? Find(string[] arguments) => arguments switch
    {
        ["import-users", var file] => run => ImportAsync(run, file, role: null),
        ["import-users", var file, "--role", var role] => run => ImportAsync(run, file, role),
        ["import-users", ..] => _ => Usage("./peppi import-users FILE [--role ROLE]"),
        _ => null,
    };

    private static async Task<Error?> ImportAsync(CommandRun run, string file, string? role)
    {
        if (!File.Exists(file)) return new Error(ErrorKind.NotFound, "file_missing", $"There is no file {file}.");
        var outcome = await SendAsync(run, new ImportUsers(await File.ReadAllTextAsync(file, run.Stop), role));
        if (!outcome.Succeeded) return outcome.Error;
        run.Tell($"{outcome.Value.Accounts} accounts imported, {outcome.Value.WithoutPassword} of them without a password, {outcome.Value.Skipped} deleted or anonymous ones left out.");
        return null;
    }

    private static Task<Error?> Usage(string line) => Task.FromResult<Error?>(new Error(ErrorKind.Invalid, "usage", "usage: " + line));

    private static async Task<Result<T>> SendAsync<T>(CommandRun run, IUseCase<T> request)
    {
        if (await run.Services.GetRequiredService<InstancePreparation>().OpenAsync(run.Stop) is { } closed) return closed;
        return await run.Services.GetRequiredService<CallerScopes>()
            .RunAsync(Caller.Jobs, services => services.GetRequiredService<UseCases>().SendAsync(request, run.Stop));
    }
}
