using Peppi.Application;
using Peppi.Infrastructure;
using Peppi.WebApi;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Postgrest;
using Peppi.WebApi.Wire;

try
{
    // ./peppi asks this program to prepare an instance before it serves one.
    if (await InfrastructureServices.RunCommandAsync(args) is { } exitCode) return exitCode;
    if (args is ["postgrest", ..]) return await PostgrestServer.RunAsync(args[1..], InfrastructureServices.OpenStandaloneDataApi);

    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

    // It writes whole addresses into the log, and some hold a link's token: not at any level.
    builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    builder.Services.AddPeppiApplication();
    builder.Services.AddPeppiInfrastructure(builder.Configuration);
    builder.Services.AddPeppiBackgroundWork(builder.Configuration);
    builder.Services.AddPeppiSessionNews();
    builder.Services.AddWebApi(builder.Configuration);

    var app = builder.Build();
    app.UseExceptionHandler(errors => errors.Run(Unexpected.WriteAsync));
    app.UseForwardedHeaders();
    app.UseCors();
    app.UseRouting();
    app.UseMiddleware<CallerMiddleware>();
    app.UseMiddleware<LimitMiddleware>();
    app.MapRoutes();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (InfrastructureServices.StartFault(exception) is { } words)
{
    await Console.Error.WriteLineAsync(words);
    return 1;
}
