using System.Collections;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Peppi.DataApi;

namespace Peppi.WebApi.Postgrest;

/// <summary>What answers at present; a reload of the settings makes another.</summary>
internal sealed record Serving(DataApiPipeline Pipeline, TokenVerifier Tokens, PostgrestSettings Settings);

/// <summary>The data API engine alone: a drop-in for PostgREST, configured by PostgREST's own settings and by nothing else.</summary>
internal sealed partial class PostgrestServer(IStandaloneEngine engine, IReadOnlyDictionary<string, string> file, PostgrestSettings first, ILogger<PostgrestServer> log)
{
    private volatile Serving? present;

    /// <param name="args">The command line: at most a file of settings.</param>
    /// <param name="open">Opens the database.</param>
    public static async Task<int> RunAsync(string[] args, Func<StandaloneDatabase, ILoggerFactory, IStandaloneEngine> open)
    {
        var file = args is [var path, ..] && File.Exists(path) ? PostgrestVariables.ReadFile(await File.ReadAllLinesAsync(path)) : [];
        var variables = new PostgrestVariables(new Dictionary<string, string>(), Environment(), file);
        var settings = PostgrestSettings.From(variables);
        if (variables.Faults.Count > 0)
        {
            await Console.Error.WriteLineAsync("Error in config " + variables.Faults[0]);
            return 1;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (settings.LogLevel != LogLevel.Critical) builder.Logging.AddSimpleConsole().SetMinimumLevel(settings.LogLevel);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, settings));
        await using var app = builder.Build();
        var logs = app.Services.GetRequiredService<ILoggerFactory>();
        await using var engine = open(settings.Database, logs);
        var server = new PostgrestServer(engine, file, settings, logs.CreateLogger<PostgrestServer>());
        foreach (var unknown in variables.Unknown) server.LogUnknown(unknown);
        await server.ReloadAsync(CancellationToken.None);
        app.Run(http => http.Connection.LocalPort == settings.AdminPort ? AdminEndpoint.AnswerAsync(http, engine) : PostgrestEndpoint.AnswerAsync(http, server.present!));
        using var catalogSignal = OnSignal(SignalNumber.User1, engine.ReloadCatalogAsync);
        using var settingsSignal = OnSignal(SignalNumber.User2, server.ReloadAsync);
        await app.StartAsync();
        if (settings.UnixSocket is { } socket && !OperatingSystem.IsWindows()) File.SetUnixFileMode(socket, settings.UnixSocketMode);
        var following = engine.FollowAsync(server.ReloadAsync, app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
        await following;
        return 0;
    }

    /// <summary>Reads the settings again, those in the database among them; what cannot be understood leaves the present ones.</summary>
    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var kept = first.InDatabase ? await engine.SettingsAsync(first.PreConfig, PostgrestVariables.InDatabase, cancellationToken) : new Dictionary<string, string>();
        var variables = new PostgrestVariables(kept, Environment(), file);
        var settings = PostgrestSettings.From(variables);
        foreach (var fault in variables.Faults) LogFault(fault);
        if (variables.Faults.Count > 0) settings = present?.Settings ?? first;
        var pipeline = await engine.ServeAsync(settings.Engine, cancellationToken);
        present = new Serving(pipeline, new TokenVerifier(settings.Tokens, settings.AnonymousRole, TimeProvider.System), settings);
    }

    private static void Listen(KestrelServerOptions kestrel, PostgrestSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        if (settings.UnixSocket is { } socket)
        {
            File.Delete(socket);
            kestrel.ListenUnixSocket(socket);
        }
        else
        {
            Listen(settings.Host, settings.Port);
        }

        if (settings.AdminPort is { } admin) Listen(settings.AdminHost, admin);

        void Listen(string host, int port)
        {
            if (host is "*") kestrel.ListenAnyIP(port);
            else if (host is "*4" or "!4") kestrel.Listen(IPAddress.Any, port);
            else if (host is "*6" or "!6") kestrel.Listen(IPAddress.IPv6Any, port);
            else if (IPAddress.TryParse(host, out var address)) kestrel.Listen(address, port);
            else if (host == "localhost") kestrel.ListenLocalhost(port);
            else foreach (var resolved in Dns.GetHostAddresses(host)) kestrel.Listen(resolved, port);
        }
    }

    private static PosixSignalRegistration? OnSignal(SignalNumber signal, Func<CancellationToken, Task> reload) =>
        OperatingSystem.IsLinux()
            ? PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                // Or the process would end, as it does at a signal that nobody awaits.
                context.Cancel = true;
                Task.Run(() => reload(CancellationToken.None));
            })
            : null;

    private static Dictionary<string, string> Environment() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows the setting {Name}")]
    private partial void LogUnknown(string name);

    [LoggerMessage(Level = LogLevel.Error, Message = "Error in config {Fault}; what held before holds on")]
    private partial void LogFault(string fault);

    /// <summary>Signals that have no name in .NET, by their numbers on Linux.</summary>
    private enum SignalNumber
    {
        User1 = 10,
        User2 = 12,
    }
}
