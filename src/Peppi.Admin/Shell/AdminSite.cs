using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Peppi.Admin.Words;
using Peppi.Application.Shared;

namespace Peppi.Admin.Shell;

/// <summary>The site's own services: pages, cookies, languages, and the brand's colour.</summary>
internal static class AdminSite
{
    public const string LanguageCookie = "peppi-language";

    public static string Version { get; } = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    private static readonly string[] Cultures =
        ["fr-FR", "fr-BE", "fr-CA", "fr-CH", "fr-CI", "fr-CM", "fr-MA", "fr-SN", "fr-TN", "en-GB", "en-US", "en-CA", "en-CM"];

    /// <param name="services">The services.</param>
    /// <param name="instance">Tells this instance's cookies from those of another on the same host: browsers do not tell ports apart.</param>
    public static void AddAdminSite(this IServiceCollection services, string instance)
    {
        services.AddOptions<AdminOptions>().BindConfiguration(AdminOptions.Section)
            .Validate(options => options.BrandHue is >= 0 and <= 360, "Admin:BrandHue must be from 0 to 360.")
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _), "Admin:TimeZone must be a time zone's IANA name.")
            .ValidateOnStart();
        services.AddHttpContextAccessor();
        services.AddScoped<Reader>();
        services.AddScoped<Visitor>();

        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/");
            pages.Conventions.AllowAnonymousToPage("/Accounts/SignIn");
            pages.Conventions.AllowAnonymousToPage("/Accounts/Invitation");
            pages.Conventions.AllowAnonymousToPage("/Accounts/Forgotten");
            pages.Conventions.AllowAnonymousToPage("/Accounts/Recovery");
            pages.Conventions.AllowAnonymousToPage("/Problem");
            pages.Conventions.AllowAnonymousToPage("/Preferences");
        }).AddMvcOptions(options =>
        {
            options.ModelBindingMessageProvider.SetValueMustNotBeNullAccessor(_ => FormWords.Required);
            options.ModelBindingMessageProvider.SetAttemptedValueIsInvalidAccessor((value, _) => FormWords.NotUnderstood.With(value));
            options.ModelBindingMessageProvider.SetNonPropertyAttemptedValueIsInvalidAccessor(value => FormWords.NotUnderstood.With(value));
            options.ModelBindingMessageProvider.SetValueIsInvalidAccessor(value => FormWords.NotUnderstood.With(value));
            options.ModelBindingMessageProvider.SetValueMustBeANumberAccessor(_ => FormWords.Required);
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        });
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("Peppi.Admin");
        services.AddAntiforgery(options => Name(options.Cookie, $"peppi-form-{instance}"));
        services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(options => Name(options.Cookie, $"peppi-note-{instance}"));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            Name(options.Cookie, $"peppi-admin-{instance}");

            // Lax, not Strict: a link in a report's mail must find the reader signed in. Every change is a post with a token.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/problem/403";
            options.ReturnUrlParameter = "back";
            options.SlidingExpiration = true;
        });
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<AdminOptions>, IOptions<PublicUrlOptions>>((cookie, admin, urls) =>
            {
                cookie.ExpireTimeSpan = admin.Value.SessionIdle;

                // Where people come by https, a proxy that forgets to say so must not make the cookie travel in clear.
                if (urls.Value.Admin.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            });

        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("fr-FR");
            options.DefaultRequestCulture = new RequestCulture("fr-FR", "fr");
            options.SupportedCultures = [.. Cultures.Select(CultureInfo.GetCultureInfo), CultureInfo.GetCultureInfo("fr"), CultureInfo.GetCultureInfo("en")];
            options.SupportedUICultures = [CultureInfo.GetCultureInfo("fr"), CultureInfo.GetCultureInfo("en")];
            options.RequestCultureProviders = [new ChosenLanguage(), new AcceptLanguageHeaderRequestCultureProvider { Options = options }];
        });
    }

    /// <summary>The one part of the style that comes from the settings.</summary>
    public static void MapBrand(this IEndpointRouteBuilder routes) => routes.MapGet("/brand.css", (HttpContext context, IOptions<AdminOptions> options) =>
    {
        context.Response.Headers.CacheControl = "max-age=300";
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $":root {{ --brand-h: {options.Value.BrandHue}; }}\n"), "text/css; charset=utf-8");
    }).AllowAnonymous();

    private static void Name(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>The language that the reader chose, with the manner of writing figures that the browser asks for in that language.</summary>
    private sealed class ChosenLanguage : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
        {
            if (httpContext.Request.Cookies[LanguageCookie] is not ("fr" or "en") || httpContext.Request.Cookies[LanguageCookie] is not { } language)
                return NullProviderCultureResult;

            var asked = httpContext.Request.GetTypedHeaders().AcceptLanguage.Select(entry => entry.Value.Value ?? "")
                .FirstOrDefault(name => name.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase) && Cultures.Contains(name, StringComparer.OrdinalIgnoreCase));
            return Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(asked ?? (language == "fr" ? "fr-FR" : "en-GB"), language));
        }
    }
}
