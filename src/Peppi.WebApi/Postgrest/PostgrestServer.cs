using System.Collections;
using Peppi.DataApi;
using Peppi.DataApi.Catalog;

namespace Peppi.WebApi.Postgrest;

/// <summary>The data API engine alone: a drop-in for PostgREST, configured by PostgREST's own variables and by nothing else.</summary>
internal static class PostgrestServer
{
    /// <param name="args">The command line.</param>
    /// <param name="addEngine">Adds the engine with its driver.</param>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection, StandaloneDatabase, DataApiSettings> addEngine)
    {
        var settings = PostgrestSettings.From(Environment.GetEnvironmentVariable, Variables());
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        if (settings.LogLevel != "crit") builder.Logging.AddSimpleConsole().SetMinimumLevel(LevelOf(settings.LogLevel));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            if (settings.Host is "*") kestrel.ListenAnyIP(settings.Port);
            else if (System.Net.IPAddress.TryParse(settings.Host, out var address)) kestrel.Listen(address, settings.Port);
            else kestrel.ListenLocalhost(settings.Port);
        });
        addEngine(builder.Services, settings.Database, settings.Engine);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(p => new TokenVerifier(settings.Tokens, settings.AnonymousRole, p.GetRequiredService<TimeProvider>()));
        await using var app = builder.Build();
        var endpoint = new PostgrestEndpoint(
            app.Services.GetRequiredService<DataApiPipeline>(), app.Services.GetRequiredService<TokenVerifier>(), settings);
        app.Run(endpoint.AnswerAsync);
        await app.Services.GetRequiredService<ICatalogSource>().GetAsync(CancellationToken.None);
        await app.RunAsync();
        return 0;
    }

    private static LogLevel LevelOf(string name) => name switch
    {
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warn" => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    private static IEnumerable<KeyValuePair<string, string>> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => new KeyValuePair<string, string>((string)v.Key, (string?)v.Value ?? ""));
}
