using Peppi.Admin.Shell;
using Peppi.Application;
using Peppi.Infrastructure;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddPeppiApplication();
builder.Services.AddPeppiInfrastructure(builder.Configuration);
builder.Services.AddAdminSite(builder.Configuration["Admin:Port"] ?? "5081");

var app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler("/problem/500");
app.UseStatusCodePagesWithReExecute("/problem/{0}");
app.UseRequestLocalization();
app.UseStaticFiles();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapBrand();
app.MapReadiness();
app.MapRazorPages();
await app.RunAsync();
