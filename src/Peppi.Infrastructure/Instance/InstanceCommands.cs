using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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
        if (arguments.Length == 0 || !verbs.Contains(arguments[0])) return null;
        if (arguments.Skip(1).FirstOrDefault(option => option != "--demo") is { } unknown)
        {
            await Console.Error.WriteLineAsync($"'{arguments[0]}' does not know '{unknown}'.");
            return 2;
        }

        // Settings lie beside the program, wherever it was started from.
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
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
            var preparation = host.Services.GetRequiredService<InstancePreparation>();
            var error = arguments[0] == "migrate"
                ? (await preparation.MigrateAsync(Console.Out.WriteLine, stop.Token)).Error
                : (await preparation.RunAsync(arguments.Contains("--demo"), Console.Out.WriteLine, stop.Token)).Error;
            return error is null ? 0 : Refuse(error);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OptionsValidationException)
        {
            // A setting that cannot be: its message is meant for the person who set it.
            await Console.Error.WriteLineAsync(exception.Message);
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
