using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Peppi.Application;
using Peppi.Domain.Shared;

namespace Peppi.Infrastructure.Instance;

/// <summary>The verbs that <c>./peppi</c> asks of the program: one process does all the work before the web processes start.</summary>
internal static class InstanceCommands
{
    private static readonly string[] verbs = ["prepare", "migrate"];

    /// <summary>Runs a verb; null when the arguments hold none, and the program is to serve.</summary>
    /// <param name="arguments">The program's arguments.</param>
    public static async Task<int?> RunAsync(string[] arguments)
    {
        if (arguments.Length == 0) return null;
        if (OperatorCommands.Find(arguments) is { } command) return await RunAsync(command);
        if (!verbs.Contains(arguments[0])) return null;
        if (arguments.Skip(1).FirstOrDefault(option => option != "--demo") is { } unknown)
        {
            await Console.Error.WriteLineAsync($"'{arguments[0]}' does not know '{unknown}'.");
            return 2;
        }

        return await RunAsync(async run =>
        {
            var preparation = run.Services.GetRequiredService<InstancePreparation>();
            return arguments[0] == "migrate"
                ? (await preparation.MigrateAsync(run.Tell, run.Stop)).Error
                : (await preparation.RunAsync(arguments.Contains("--demo"), run.Tell, run.Stop)).Error;
        });
    }

    private static async Task<int> RunAsync(Func<CommandRun, Task<Error?>> command)
    {
        // Settings lie beside the program, wherever it was started from.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter("Peppi", LogLevel.Warning);
        builder.Services.AddPeppiApplication();
        builder.Services.AddPeppiInfrastructure(builder.Configuration);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, signal) =>
        {
            signal.Cancel = true;
            stop.Cancel();
        };
        try
        {
            var host = builder.Build();
            await using var disposal = (IAsyncDisposable)host;
            var error = await command(new CommandRun(host.Services, Console.Out.WriteLine, stop.Token));
            return error is null ? 0 : Refuse(error);
        }
        catch (Exception exception) when ((StartFaults.Explain(exception) ?? (exception as InvalidOperationException)?.Message) is { } words)
        {
            await Console.Error.WriteLineAsync(words);
            return 1;
        }
    }

    private static int Refuse(Error error)
    {
        Console.Error.WriteLine(error.Message);
        if (error.Details is { Length: > 0 } details) Console.Error.WriteLine(details);
        if (error.Hint is { Length: > 0 } hint) Console.Error.WriteLine(hint);
        return 1;
    }
}

/// <summary>What a verb of the command line works with.</summary>
/// <param name="Services">Everything that Peppi can do.</param>
/// <param name="Tell">Writes a line to whoever runs it.</param>
/// <param name="Stop">Ctrl-C.</param>
internal sealed record CommandRun(IServiceProvider Services, Action<string> Tell, CancellationToken Stop);
