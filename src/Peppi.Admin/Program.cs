using Peppi.Admin.Shell;
using Peppi.Application;
using Peppi.Infrastructure;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    builder.Services.AddPeppiApplication();
    builder.Services.AddPeppiInfrastructure(builder.Configuration);
    builder.Services.AddAdminSite(builder.Configuration["PEPPI_ADMIN_PORT"] is { Length: > 0 } port ? port : "5081");

    var app = builder.Build();
    app.UseForwardedHeaders();
    app.UseExceptionHandler("/problem/500");
    app.UseSecurityHeaders();
    app.UseStatusCodePagesWithReExecute("/problem/{0}");
    app.UseRequestLocalization();
    app.UseStaticFiles();
    app.UseRouting();
    app.UseAuthentication();
    app.UseMiddleware<VisitorMiddleware>();
    app.UseAuthorization();
    app.MapBrand();
    app.MapHealth();
    app.MapRazorPages();
    await app.RunAsync();
    return 0;
}
catch (Exception exception) when (InfrastructureServices.StartFault(exception) is { } words)
{
    await Console.Error.WriteLineAsync(words);
    return 1;
}
