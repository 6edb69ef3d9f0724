using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Peppi.Application.Accounts.Contracts;
using Peppi.Application.Accounts.Factors;
using Peppi.Application.Accounts.Keys;
using Peppi.Application.Accounts.Links;
using Peppi.Application.Accounts.PasswordRules;
using Peppi.Application.Accounts.SelfService;
using Peppi.Application.Accounts.Tokens;
using Peppi.Application.Persistence;
using Peppi.Application.Shared;

namespace Peppi.Application.Accounts;

internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section)
            .Validate(options => options.AccessTokenLifetime > TimeSpan.Zero, "Auth:AccessTokenLifetime must be more than zero.")
            .Validate(options => options.PasswordRounds >= AccountsOptions.LeastPasswordRounds, "Auth:PasswordRounds must be at least 210000.")
            .Validate(options => options.SigningKeyLifetime is not { } lifetime || lifetime >= TimeSpan.FromHours(1), "Auth:SigningKeyLifetime must be at least an hour.")
            .Validate(options => options.SignInsPerMinute > 0, "Auth:SignInsPerMinute must be more than zero.")
            .Validate(options => options.SessionTimeBox is not { } box || box > TimeSpan.Zero, "Auth:SessionTimeBox must be more than zero.")
            .Validate(options => options.SessionInactivity is not { } rest || rest >= TimeSpan.FromMinutes(5), "Auth:SessionInactivity must be at least five minutes.")
            .Validate(options => options.SiteUrl is not { Length: > 0 } site || (Uri.TryCreate(site, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
                "Auth:SiteUrl must be an absolute URL.")
            .Validate(options => options.RedirectUrls.All(url => url.IndexOf(':', StringComparison.Ordinal) > 0), "Each of Auth:RedirectUrls begins with a scheme, like https://app.example.com/**.")
            .Validate(options => options is { CodeAttempts: > 0, MailsPerHour: > 0, RequestsPerMinute: > 0, RequestsPerMinutePerAccount: > 0, RequestsPerMinutePerKey: > 0, VerificationsPerMinute: > 0 },
                "The limits of Auth must be more than zero.")
            .Validate(options => options.MailLifetime > TimeSpan.Zero && options.MailLifetime <= TimeSpan.FromDays(1), "Auth:MailLifetime is at most a day.")
            .ValidateOnStart();
        services.AddOptions<PublicUrlOptions>().BindConfiguration(PublicUrlOptions.Section)
            .Validate(options => Uri.IsWellFormedUriString(options.Api, UriKind.Absolute), "PublicUrl:Api must be an absolute URL.")
            .Validate(options => Uri.IsWellFormedUriString(options.Admin, UriKind.Absolute), "PublicUrl:Admin must be an absolute URL.")
            .ValidateOnStart();

        services.AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<AccountsOptions>>((hashing, options) => hashing.IterationCount = options.Value.PasswordRounds);
        services.AddScoped<IPasswordHasher<Account>, AccountPasswordHasher>();
        services.AddIdentityCore<Account>(options =>
            {
                options.User.RequireUniqueEmail = true;

                // Any address may be a user name: the list of allowed characters would refuse accents.
                options.User.AllowedUserNameCharacters = "";

                // Length is what counts (NIST SP 800-63B §5.1.1.2).
                options.Password.RequiredLength = PasswordStrength.Least;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 3;

                // Peppi's own limiter slows the attacker; Identity's lockout would lock out the person attacked.
                options.Lockout.AllowedForNewUsers = false;
            })
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddPasswordValidator<PasswordStrength>();

        services.AddSingleton<KeyRing>();
        services.AddSingleton<IKeyStanding>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton(provider => new TokenVerifier(
            provider.GetRequiredService<KeyRing>(), provider.GetRequiredService<AccessTokens>(), provider.GetRequiredService<ServiceKeyUses>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SessionStates(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ServiceKeyUses>();
        services.AddScoped<KeyStore>();
        services.AddScoped<FactorDesk>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<FactorRights>();
        services.AddSingleton(provider => new UnlimitedReads(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<Sessions>();
        services.AddScoped<FamiliarAddresses>();
        services.AddScoped<SharedLimit>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<AccountWriter>();
        services.AddScoped<Passwords>();
        services.AddScoped<Permissions>();
        services.AddSingleton<PasswordWork>();
        services.AddSingleton<FailureFloor>();
        services.AddSingleton<RedirectTargets>();
        services.AddScoped<OneTimeTokens>();
        services.AddScoped<AccountMails>();
        services.AddScoped<MailLimits>();
        services.AddScoped<OwnPassword>();
    }
}
